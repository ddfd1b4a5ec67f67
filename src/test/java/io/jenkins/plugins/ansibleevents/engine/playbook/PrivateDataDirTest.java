package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateDataDirTest {

    @TempDir
    Path directory;

    @BeforeEach
    void makeEnv() throws IOException {
        Files.createDirectories(directory.resolve("env"));
    }

    private void env(String name, String text) throws IOException {
        Files.writeString(directory.resolve("env").resolve(name), text);
    }

    private PlaybookRequest request() throws SettingsException {
        return PrivateDataDir.read(directory, null)
                .request()
                .playbook("site.yml")
                .build();
    }

    @Test
    void anEmptyDirectoryIsARequestInThatDirectory() throws Exception {
        PrivateDataDir read = PrivateDataDir.read(directory, null);
        assertThat(read.inventory()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        assertThat(request().surroundings().directory()).isEqualTo(directory.toString());
    }

    @Test
    void everyFileBecomesAPartOfTheRequest() throws Exception {
        Files.createDirectories(directory.resolve("project"));
        Files.createDirectories(directory.resolve("inventory"));
        env("settings", "---\nidle_timeout: 600\njob_timeout: 3600\npexpect_timeout: 10\nfact_cache: facts\n");
        env("envvars", "{\"A\": true, \"B\": 1, \"C\": \"x y\"}");
        env("extravars", "a: 1");
        env("cmdline", "-e 'x=1 2' --diff -K --vault-id dev@prompt\n");
        env("ssh_key", PlaybookRequestTest.PEM);
        env("passwords", """
                "^SSH [pP]assword:\\\\s*?$": ssh-pw
                "BECOME password.*:": become-pw
                "Vault password \\\\(dev\\\\):": dev-pw
                "Enter passphrase for .*": key-pw
                """);
        PrivateDataDir read = PrivateDataDir.read(directory, null);
        PlaybookRequest request = read.request().playbook("site.yml").build();

        assertThat(read.settings().idleTimeout()).contains(Duration.ofSeconds(600));
        assertThat(read.settings().jobTimeout()).contains(Duration.ofSeconds(3600));
        assertThat(read.settings().factCache()).contains("facts");
        assertThat(read.warnings()).isEmpty();
        assertThat(read.inventory())
                .contains(Inventory.path(directory.resolve("inventory").toString()));
        assertThat(request.surroundings().directory())
                .isEqualTo(directory.resolve("project").toString());
        assertThat(request.surroundings().environment())
                .containsEntry("A", "True")
                .containsEntry("B", "1")
                .containsEntry("C", "x y");
        assertThat(request.extraVars())
                .containsExactly(
                        ExtraVars.file(directory.resolve("env/extravars").toString()));
        assertThat(request.extraArguments()).containsExactly("-e", "x=1 2", "--diff");
        assertThat(request.become().password()).isEqualTo(Secret.of("become-pw"));
        assertThat(request.connection().password()).isEqualTo(Secret.of("ssh-pw"));
        assertThat(request.vaultPasswords()).containsExactly(new VaultPassword("dev", Secret.of("dev-pw")));
        assertThat(request.connection().keys().get(0).passphrase()).isEqualTo(Secret.of("key-pw"));
    }

    @Test
    void anExpressionForEveryPromptAnswersThoseThatWouldCome() throws Exception {
        env("passwords", "'[pP]assword': hunter2");
        env("cmdline", "--ask-become-pass --ask-vault-pass");
        PlaybookRequest request = request();
        assertThat(request.become().password()).isEqualTo(Secret.of("hunter2"));
        assertThat(request.vaultPasswords()).containsExactly(new VaultPassword("default", Secret.of("hunter2")));
        assertThat(request.connection().password()).isNull();
    }

    @Test
    void anExpressionThatFitsNoPromptIsAnErrorBeforeTheRun() throws Exception {
        env("passwords", "'Are you sure.*': hunter2");
        assertThatThrownBy(this::request)
                .hasMessageContaining("env/passwords: \"Are you sure.*\" fits no prompt")
                .hasMessageContaining("BECOME password:")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-k | SSH password:",
                "-K | BECOME password:",
                "-J | Vault password \\(default\\):",
                "--vault-id prod@prompt | Vault password \\(prod\\):",
            })
    void anAskingArgumentWithoutAnswerSaysWhatToAdd(String arguments, String entry) throws Exception {
        env("cmdline", arguments);
        assertThatThrownBy(this::request).hasMessageContaining("add \"" + entry + "\" to env/passwords");
    }

    @Test
    void argumentsOfTheCallerTakeThePlaceOfTheFile() throws Exception {
        env("cmdline", "--diff");
        var read = PrivateDataDir.read(directory, List.of("--check"));
        assertThat(read.request().playbook("p").build().extraArguments()).isEqualTo(List.of("--check"));
    }

    @Test
    void unknownSettingsAreWarnedOfAndIsolationIsRefused() throws Exception {
        env("settings", "container_image: x\nrunner_http_url: http://x\n");
        assertThat(PrivateDataDir.read(directory, null).warnings())
                .containsExactly("env/settings: container_image is not known here and has no effect");
        env("settings", "process_isolation: true");
        assertThatThrownBy(this::request).hasMessageContaining("process_isolation: runs are not isolated here");
    }

    @Test
    void aWholeCommandLineIsRefused() throws Exception {
        Files.writeString(directory.resolve("args"), "ansible-playbook x.yml");
        assertThatThrownBy(this::request).hasMessageContaining("args: whole command lines are not run");
    }

    @Test
    void aBrokenFileIsNamedWithItsPlace() throws Exception {
        env("envvars", "A: [1, 2]");
        assertThatThrownBy(this::request).hasMessageContaining("env/envvars: A: must be text");
        env("envvars", "A: {");
        assertThatThrownBy(this::request).hasMessageContaining("env/envvars:").hasMessageContaining("not valid YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\n# nothing yet\n", "---\n", "...\n", "# later\n", "\n\n", "--- {}\n", "null\n"})
    void aFileWithNothingInItIsLikeNone(String nothing) throws Exception {
        env("settings", nothing);
        env("envvars", nothing);
        env("passwords", nothing);

        assertThat(PrivateDataDir.read(directory, null).warnings()).isEmpty();
        assertThat(request().surroundings().environment()).isEmpty();
    }

    @Test
    void aKeyWithoutAValueIsNotSet() throws Exception {
        env("settings", "idle_timeout:\njob_timeout: ~\nsuppress_output_file:\nfact_cache:\n");
        env("passwords", "\"SSH password:\":\n");

        PrivateDataDir read = PrivateDataDir.read(directory, null);

        assertThat(read.settings().idleTimeout()).isEmpty();
        assertThat(read.settings().factCache()).isEmpty();
        assertThat(request().connection().password()).isNull();
    }

    @Test
    void aliasesStandForWhatTheyName() throws Exception {
        env("envvars", "A: &x v\nB: *x\nC: 0755\nD: yes\nE: 1.50\nF: 1.0e+20\nG: ~\n");
        env("passwords", "\"SSH password:\": &p 0123\n\"BECOME password:\": *p\n");

        assertThat(request().surroundings().environment())
                .containsEntry("A", "v")
                .containsEntry("B", "v")
                .containsEntry("C", "493")
                .containsEntry("D", "True")
                .containsEntry("E", "1.5")
                .containsEntry("F", "1e+20")
                .containsEntry("G", "None");
        assertThat(request().connection().password()).isEqualTo(Secret.of("0123"));
        assertThat(request().become().password()).isEqualTo(Secret.of("0123"));
    }
}
