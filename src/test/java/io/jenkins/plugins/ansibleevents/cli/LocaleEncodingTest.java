package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line without its script, in a locale whose encoding is not UTF-8. */
class LocaleEncodingTest {

    @TempDir
    private Path directory;

    /** A shell hands the argument over: the Java of this test need not know it either. */
    private String complaint(String line) throws Exception {
        Path script = Files.writeString(directory.resolve("call.sh"), "LC_ALL=C exec \"$1\" -cp \"$2\" \"$3\" " + line);
        Process process = new ProcessBuilder(
                        "sh",
                        script.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AnsibleEvents.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isEqualTo(2);
        return text;
    }

    @Test
    void argumentThatJavaCannotReadIsRefused() throws Exception {
        assertThat(complaint("run --playbook site.yml --limit hé"))
                .isEqualTo("ansible-events: an argument cannot be read as it was given: the encoding of the locale is"
                        + " ANSI_X3.4-1968; set LC_ALL=C.UTF-8\n");
    }

    @Test
    void fileOfTheSettingsThatJavaCannotNameIsToldInWords() throws Exception {
        Path settings = Files.writeString(directory.resolve("serve.yml"), """
                state: %s/stäte
                endpoints: {alerts: {auth: {none: {}}}}
                """.formatted(directory));

        assertThat(complaint("serve --config " + settings))
                .contains("st")
                .contains("the encoding of the locale is ANSI_X3.4-1968; set LC_ALL=C.UTF-8")
                .doesNotContain("internal error");
    }
}
