package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        env("settings", "---\nidle_timeout: 600\njob_timeout: 3600\nfact_cache: facts\n");
        env("envvars", "{\"A\": true, \"B\": 1, \"C\": \"x y\"}");
        env("extravars", "a: 1");
        env("cmdline", "-e 'x=1 2' --diff -k -K --vault-id dev@prompt\n");
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
    void passwordOfTheConnectionIsGivenOnlyWhereAnOptionAsksForIt() throws Exception {
        env("passwords", "'SSH password': hunter2\n");

        PlaybookRequest unasked = request();
        env("cmdline", "-k -K");
        PlaybookRequest asked = request();

        assertThat(unasked.connection().password()).isNull();
        assertThat(unasked.become().password()).isNull();
        assertThat(unasked.promptAnswers())
                .containsExactly(new PromptAnswer("SSH password", Secret.of("hunter2"), true));
        assertThat(unasked.mayBeAsked()).isFalse();
        assertThat(asked.connection().password()).isEqualTo(Secret.of("hunter2"));
        // Ansible then asks for the "BECOME password[defaults to SSH password]".
        assertThat(asked.become().password()).isEqualTo(Secret.of("hunter2"));
    }

    @Test
    void anExpressionForEveryPasswordIsNotOneOfTheConnectionThatNobodyAsksFor() throws Exception {
        env("passwords", "'[pP]assword': hunter2");

        PlaybookRequest request = request();

        assertThat(request.connection().password()).isNull();
        assertThat(request.become().password()).isEqualTo(Secret.of("hunter2"));
        assertThat(request.vaultPasswords()).containsExactly(new VaultPassword("default", Secret.of("hunter2")));
    }

    @Test
    void aPromptOfSshItselfNeedsATerminalUnlessTheConnectionHasThatPassword() throws Exception {
        env("passwords", "\"'s password:\": hunter2\n");

        PlaybookRequest unasked = request();
        env("cmdline", "--ask-pass");

        assertThat(unasked.connection().password()).isNull();
        assertThat(unasked.mayBeAsked()).isTrue();
        assertThat(request().connection().password()).isEqualTo(Secret.of("hunter2"));
        assertThat(request().mayBeAsked()).isFalse();
    }

    @Test
    void anExpressionForAnyOtherPromptIsForATerminal() throws Exception {
        env("passwords", "'Are you sure.*': hunter2\n'(unbalanced': ''\n");

        PlaybookRequest request = request();

        assertThat(request.promptAnswers())
                .containsExactly(
                        new PromptAnswer("Are you sure.*", Secret.of("hunter2"), false),
                        new PromptAnswer("(unbalanced", Secret.of(""), false));
        assertThat(request.mayBeAsked()).isTrue();
        assertThat(request.secrets()).contains(Secret.of("hunter2"));
    }

    @Test
    void answersThatAreOptionsNeedNoTerminal() throws Exception {
        env("ssh_key", PlaybookRequestTest.PEM);
        env("cmdline", "-K");
        env("passwords", """
                "Enter passphrase for .*:\\\\s*?$": ""
                "Bad passphrase, try again for .*:\\\\s*?$": ""
                "BECOME password.*:\\\\s*?$": ""
                "SSH password:\\\\s*?$": ""
                "Vault password:\\\\s*?$": x
                """);

        PlaybookRequest request = request();

        assertThat(request.mayBeAsked()).isFalse();
        assertThat(request.promptAnswers()).hasSize(5);
        assertThat(request.connection().password()).isNull();
        assertThat(request.connection().keys().get(0).passphrase()).isNull();
        assertThat(request.become().password()).isNull();
        assertThat(request.vaultPasswords()).containsExactly(new VaultPassword("default", Secret.of("x")));
    }

    @Test
    void anExpressionThatFitsEveryPasswordMayAlsoBeForAnotherPrompt() throws Exception {
        env("passwords", "'[pP]assword': hunter2");
        env("cmdline", "--ask-become-pass");

        PlaybookRequest request = request();

        assertThat(request.become().password()).isEqualTo(Secret.of("hunter2"));
        assertThat(request.mayBeAsked()).isTrue();
    }

    @Test
    void aPassphraseWithoutAKeyIsForKeysThatSshFinds() throws Exception {
        env("passwords", "'Enter passphrase for .*': hunter2");

        assertThat(request().mayBeAsked()).isTrue();
    }

    @Test
    void wordsThatPeopleTypeToAgreeAreNotMasked() throws Exception {
        env("passwords", "'continue connecting': \"yes\"\n'Release': |\n  v4.2\n");

        PlaybookRequest request = request();

        assertThat(request.secrets()).containsExactly(Secret.of("v4.2"));
        assertThat(new String(CommandLine.prompts(request).content(), StandardCharsets.UTF_8))
                .isEqualTo("[[\"continue connecting\",\"yes\"],[\"Release\",\"v4.2\"]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "No", "true", "0755", "1.10"})
    void anAnswerIsTypedAsItIsWritten(String word) throws Exception {
        env("passwords", "'Are you sure': " + word);

        assertThat(new String(CommandLine.prompts(request()).content(), StandardCharsets.UTF_8))
                .isEqualTo("[[\"Are you sure\",\"" + word + "\"]]");
    }

    @Test
    void anAnswerIsOneText() throws Exception {
        env("passwords", "'Release': [hunter2]");

        assertThatThrownBy(this::request)
                .hasMessageContaining("env/passwords")
                .hasMessageContaining("Release: must be the answer to a prompt")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-k | SSH password:",
                "-K | BECOME password:",
                "-bvK | BECOME password:",
                "-J | Vault password \\(default\\):",
                "--vault-id prod@prompt | Vault password \\(prod\\):",
            })
    void anAskingArgumentWithoutAnswerSaysWhatToAdd(String arguments, String entry) throws Exception {
        env("cmdline", arguments);
        assertThatThrownBy(this::request).hasMessageContaining("add \"" + entry + "\" to env/passwords");
    }

    @Test
    void lettersThatAskAreTakenOutOfAWordOfSeveral() throws Exception {
        env("cmdline", "-bkK -DJ -vv");
        env("passwords", "\"SSH password:\": a\nBECOME: b\nVault: c\n");

        PlaybookRequest request = request();

        assertThat(request.extraArguments()).containsExactly("-b", "-D", "-vv");
        assertThat(request.connection().password()).isEqualTo(Secret.of("a"));
        assertThat(request.become().password()).isEqualTo(Secret.of("b"));
        assertThat(request.vaultPasswords()).containsExactly(new VaultPassword("default", Secret.of("c")));
    }

    @Test
    void argumentsOfTheCallerTakeThePlaceOfTheFile() throws Exception {
        env("cmdline", "--diff");
        var read = PrivateDataDir.read(directory, List.of("--check"));
        assertThat(read.request().playbook("p").build().extraArguments()).isEqualTo(List.of("--check"));
    }

    @Test
    void settingWithATypingErrorGetsTheNameThatIsMeant() throws Exception {
        env("settings", "job_timout: 60\n");
        assertThat(PrivateDataDir.read(directory, null).warnings())
                .containsExactly(
                        "env/settings: job_timout is not known here and has no effect; did you mean job_timeout?");
    }

    @Test
    void otherFactCacheIsWarnedOf() throws Exception {
        env("settings", "fact_cache_type: redis\nfact_cache: facts\n");
        PrivateDataDir read = PrivateDataDir.read(directory, null);
        assertThat(read.settings().factCache()).isEmpty();
        assertThat(read.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "env/settings: fact_cache_type: a run keeps facts as jsonfile only; for redis set fact_caching");
    }

    @Test
    void unknownSettingsAreWarnedOf() throws Exception {
        env("settings", "container_imag: x\nrunner_http_url: http://x\n");
        assertThat(PrivateDataDir.read(directory, null).warnings())
                .containsExactly("env/settings: container_imag is not known here and has no effect; did you mean"
                        + " container_image?");
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
    @ValueSource(strings = {"settings", "envvars", "extravars", "cmdline", "passwords", "ssh_key"})
    void whatIsInThePlaceOfAFileIsNamed(String name) throws Exception {
        Path file = directory.resolve("env").resolve(name);
        Files.createSymbolicLink(file, Path.of("nowhere"));
        assertThatThrownBy(this::request).hasMessage(file + ": is a link to a file that does not exist");

        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(this::request).hasMessage(file + ": cannot be read: is a directory");
    }

    @Test
    void aDirectoryThatCannotBeEnteredIsNotTakenForAnEmptyOne() throws Exception {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root may read everywhere");
        Path env = directory.resolve("env");
        env("extravars", "a: 1\n");
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("---------"));

        assertThatThrownBy(this::request).hasMessage(env + ": cannot be read: permission denied");
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
        env("passwords", "\"BECOME password:\":\n");

        PrivateDataDir read = PrivateDataDir.read(directory, null);

        assertThat(read.settings().idleTimeout()).isEmpty();
        assertThat(read.settings().factCache()).isEmpty();
        assertThat(request().become().password()).isNull();
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
        env("cmdline", "-kK");
        assertThat(request().connection().password()).isEqualTo(Secret.of("0123"));
        assertThat(request().become().password()).isEqualTo(Secret.of("0123"));
    }
}
