package io.jenkins.plugins.ansibleevents.engine.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternRedactorTest {

    @Test
    void aMaskTakesNoHalfOfAnEscapeSequence() {
        Redactor redactor = Redactor.of(List.of(Secret.of("ttest"), Secret.of("41bcd"), Secret.of("end\\")));
        assertThat(redactor.redact("a\\ttest")).isEqualTo("a****");
        assertThat(redactor.redact("x\\u0041bcdx")).isEqualTo("x****x");
        assertThat(redactor.redact("say end\\\"quoted")).isEqualTo("say ****quoted");
    }

    @Test
    void secretWithColoursInsideIsMaskedBecausePeopleReadItWithout() {
        Redactor redactor = Redactor.of(List.of(Secret.of("hunter2+x")));

        assertThat(redactor.redact("\u001b[31mpw \u001b[1mhunt\u001b[0mer2+x!")).isEqualTo("pw ****!");
        assertThat(redactor.redact("{\"msg\": \"A\\u001b[1mhunter\\u001b[0m2+xZ\", \"n\": 1}"))
                .isEqualTo("{\"msg\":\"A****Z\",\"n\":1}");
    }

    @Test
    void textWithColoursAndNoSecretIsTheSame() {
        Redactor redactor = Redactor.of(List.of(Secret.of("hunter2+x")));
        String coloured = "\u001b[31mhunt\u001b[0m";
        byte[] json = "{ \"msg\": \"\\u001b[31mhunt\\u001b[0m\" }".getBytes(UTF_8);

        assertThat(redactor.redact(coloured)).isSameAs(coloured);
        assertThat(redactor.redact(json)).isSameAs(json);
        assertThat(redactor.redact("\u001b[31mhunter2+x\u001b[0m")).isEqualTo("\u001b[31m****\u001b[0m");
    }

    @Test
    void overlappingSecretsShareOneMask() {
        Redactor redactor = Redactor.of(List.of(Secret.of("abcdef"), Secret.of("defghi"), Secret.of("abc")));
        assertThat(redactor.redact("xabcdefghix abc")).isEqualTo("x****x ****");
    }

    @Test
    void everyLongLineOfASecretIsMaskedButNotTheHeaderOfAKey() {
        String key =
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\nshort\n-----END OPENSSH PRIVATE KEY-----\n";
        Redactor redactor = Redactor.of(List.of(Secret.of(key)));
        assertThat(redactor.redact("-----BEGIN OPENSSH PRIVATE KEY----- short b3BlbnNzaC1rZXktdjEAAAAA"))
                .isEqualTo("-----BEGIN OPENSSH PRIVATE KEY----- short ****");
    }

    @Test
    void aSecretOfTwoCharactersIsNotMaskedBecauseItStandsEverywhere() {
        assertThat(Redactor.of(List.of(Secret.of("ab"), Secret.of(""))).redact("about"))
                .isEqualTo("about");
    }

    @Test
    void nothingIsHeldBackThatCannotBecomeASecret() throws IOException {
        var target = new ByteArrayOutputStream();
        OutputStream stream = Redactor.of(List.of(Secret.of("hunter2"))).filter(target);
        stream.write("TASK [hunt] ***\nhun".getBytes(UTF_8));
        assertThat(target.toString(UTF_8)).isEqualTo("TASK [hunt] ***\n");
        stream.write("ting".getBytes(UTF_8));
        assertThat(target.toString(UTF_8)).isEqualTo("TASK [hunt] ***\nhunting");
        stream.write("hunter".getBytes(UTF_8));
        stream.close();
        assertThat(target.toString(UTF_8)).isEqualTo("TASK [hunt] ***\nhuntinghunter");
    }
}
