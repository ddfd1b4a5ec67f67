package io.jenkins.plugins.ansibleevents.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @Test
    void whatATerminalObeysIsShown() {
        assertThat(VisibleText.line("a\u001b]52;c;cm0gLXJmCg==\u0007b"))
                .isEqualTo("a\\u001b]52;c;cm0gLXJmCg==\\u0007b");
        assertThat(VisibleText.line("a\r\nb\tc")).isEqualTo("a\\u000d\\u000ab\\u0009c");
        assertThat(VisibleText.lines("a\r\nb\tc")).isEqualTo("a\\u000d\nb\tc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\b", "\u007f", "\u009b", "\u0085", "\u202e", "\u2066", "\u2028"})
    void soAreSingleControlsAndWhatTurnsTextRound(String control) {
        assertThat(VisibleText.lines(control)).isEqualTo(String.format("\\u%04x", (int) control.charAt(0)));
    }

    @Test
    void ordinaryTextStaysTheSame() {
        String text = "Größe 漢字 \ud83d\ude00 \\u001b";
        assertThat(VisibleText.line(text)).isSameAs(text);
    }
}
