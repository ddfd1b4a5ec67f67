package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** Product, Java and Ansible of {@code --version}. */
class InstalledVersionsTest {

    @TempDir
    Path directory;

    private Path ansible(String place, String output) throws IOException {
        Path program = directory.resolve(place).resolve("ansible-playbook");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + output + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String versions(String path) {
        var versions = new InstalledVersions(CommandSpec.create(), Map.of("PATH", path));
        return String.join("\n", versions.getVersion());
    }

    @Test
    void productJavaAndTheFirstAnsibleOfThePath() throws IOException {
        Path program = ansible("bin", "echo 'ansible-playbook [core 2.14.18]'; echo '  config file = None'");

        assertThat(versions("/does/not/exist:" + program.getParent() + ":" + directory))
                .isEqualTo("ansible-events development\nJava: " + System.getProperty("java.version") + ", "
                        + System.getProperty("java.home") + "\nAnsible: core 2.14.18, " + program);
    }

    @Test
    void warningsBeforeTheVersionDoNoHarm() throws IOException {
        Path program = ansible("bin", "echo '[WARNING]: beware' >&2; echo 'ansible-playbook [core 2.19.4]'");

        assertThat(versions(program.getParent().toString())).endsWith("Ansible: core 2.19.4, " + program);
    }

    @Test
    void noAnsibleIsSaidWithWhatToDo() {
        assertThat(versions(directory.toString()))
                .endsWith("Ansible: none on the PATH; install ansible-core, or name the directory of one:"
                        + " run --binary DIR");
    }

    @Test
    void anAnsibleThatDoesNotWorkIsNamed() throws IOException {
        Path program = ansible("bin", "echo broken; exit 1");

        assertThat(versions(program.getParent().toString())).endsWith("Ansible: of unknown version, " + program);
    }

    @Test
    void theAnsibleOfBinaryIsMeant() throws IOException {
        Path program = ansible("venv/bin", "echo 'ansible-playbook [core 2.16.14]'");

        assertThat(printed("run", "--binary", directory.resolve("venv").toString(), "--version"))
                .contains("Ansible: core 2.16.14, " + program);
        assertThat(printed("run", "-b", directory.toString(), "--version")).contains("Ansible: none in " + directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "serve --version", "queue move -V", "report -V"})
    void everyCommandTellsIt(String arguments) {
        assertThat(printed(arguments.split(" "))).contains("ansible-events development", "Java: ", "Ansible: ");
    }

    private static String printed(String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exitCode = AnsibleEvents.commandLine(new Terminal(stream, stream, false, 80))
                .setOut(new PrintWriter(stream, true))
                .setErr(new PrintWriter(stream, true))
                .execute(arguments);
        assertThat(exitCode).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
