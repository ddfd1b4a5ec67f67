package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnsibleConfigTest {

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Path work;

    @BeforeEach
    void aWorkingDirectoryAndAHome() throws IOException {
        work = Files.createDirectory(directory.resolve("work"));
        environment.put("HOME", Files.createDirectory(directory.resolve("home")).toString());
    }

    @Test
    void ansiblesDefaultWithoutAFile() {
        assertThat(path()).isEqualTo(directory + "/home/.ansible/plugins/callback:/usr/share/ansible/plugins/callback");
    }

    @Test
    void ansibleHomeMovesTheDefault() {
        environment.put("ANSIBLE_HOME", "~/elsewhere");

        assertThat(path()).startsWith(directory + "/home/elsewhere/plugins/callback:");
    }

    @Test
    void relativePathsOfTheFileAreRelativeToIt() throws IOException {
        config(work, "[defaults]\nCallback_Plugins = ./cb:/abs:~/x:$HOME/y:{{CWD}}/z ; mine\n");

        assertThat(path())
                .isEqualTo(work + "/./cb:/abs:" + directory + "/home/x:" + directory + "/home/y:" + work + "/z");
    }

    @Test
    void theEnvironmentNamesAnotherFile() throws IOException {
        config(work, "[defaults]\ncallback_plugins=/wrong\n");
        Path other = Files.createDirectory(directory.resolve("other"));
        config(other, "# c\n[ssh_connection]\ncallback_plugins=/wrong\n[defaults]\ncallback_plugins : right\n");
        environment.put("ANSIBLE_CONFIG", other.toString());

        assertThat(path()).isEqualTo(other + "/right");
    }

    @Test
    void aWorkingDirectoryThatEverybodyCanWriteToIsNotTrusted() throws IOException {
        config(work, "[defaults]\ncallback_plugins=/planted\n");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(directory.resolve("home/.ansible.cfg"), "[defaults]\ncallback_plugins=/mine\n");

        assertThat(path()).isEqualTo("/mine");
    }

    @Test
    void nobodyChoosesColoursWithoutASetting() throws IOException {
        environment.putAll(Map.of("ANSIBLE_NOCOLOR", "0", "NO_COLOR", "", "ANSIBLE_FORCE_COLOR", ""));
        config(work, "[defaults]\nnocolor = no\n");

        assertThat(settings().choosesColours()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ANSIBLE_NOCOLOR, True", "ANSIBLE_NOCOLOR, 1", "NO_COLOR, please", "ANSIBLE_FORCE_COLOR, false"})
    void environmentChoosesColours(String variable, String value) {
        environment.put(variable, value);

        assertThat(settings().choosesColours()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nocolor = yes", "force_color = False"})
    void fileChoosesColours(String line) throws IOException {
        config(work, "[defaults]\n" + line + "\n");

        assertThat(settings().choosesColours()).isTrue();
    }

    @Test
    void logOfTheEnvironmentWinsOverThatOfTheFile() throws IOException {
        assertThat(settings().logPath()).isEmpty();
        config(work, "[defaults]\nlog_path = ./ansible.log\n");
        assertThat(settings().logPath()).isEqualTo("./ansible.log");

        environment.put("ANSIBLE_LOG_PATH", "/tmp/a.log");

        assertThat(settings().logPath()).isEqualTo("/tmp/a.log");
    }

    private static void config(Path where, String text) throws IOException {
        Files.writeString(where.resolve("ansible.cfg"), text);
    }

    private String path() {
        return settings().callbackPath();
    }

    private AnsibleConfig settings() {
        return AnsibleConfig.of(new LocalRunHost(), environment, work.toString());
    }
}
