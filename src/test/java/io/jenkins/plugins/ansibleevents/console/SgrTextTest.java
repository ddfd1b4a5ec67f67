package io.jenkins.plugins.ansibleevents.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SgrTextTest {

    @Test
    void coloursLieBetweenTheirEscapes() {
        String line = "\u001b[0;32mok: [web1]\u001b[0m\n";

        SgrText text = SgrText.read(line, "");

        assertThat(SgrText.plain(line)).isEqualTo("ok: [web1]\n");
        assertThat(text.escapes()).hasSize(2);
        assertThat(text.spans()).containsExactly(new SgrText.Range(7, 17, "ansible-sgr-32"));
        assertThat(text.state()).isEmpty();
    }

    @Test
    void colourWithoutResetGoesOnInTheNextLine() {
        String state = SgrText.read("\u001b[1;31mfirst\n", "").state();

        SgrText second = SgrText.read("second\n", state);

        assertThat(second.spans()).containsExactly(new SgrText.Range(0, 6, "ansible-sgr-31 ansible-sgr-bold"));
    }

    @Test
    void otherSequencesAreLeftAlone() {
        SgrText text = SgrText.read("\u001b[2Jgone\u001b[99999999999mx", "");

        assertThat(text.spans()).isEmpty();
        assertThat(text.escapes()).hasSize(1);
    }
}
