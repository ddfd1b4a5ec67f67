package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code env/passwords} with answers to prompts, by {@code run}, {@code start} and in runs that are killed. */
class PromptedRunTest {

    private static final String ASKS = """
            - hosts: one
              gather_facts: false
              vars_prompt:
                - {name: release, prompt: Which release, private: false}
              tasks:
                - {pause: {prompt: Ticket}, register: ticket}
                - debug: {msg: "lengths {{ release | length }} {{ ticket.user_input | length }}"}
            """;

    private static final String AS_AWX_WRITES = """
            "Enter passphrase for .*:\\\\s*?$": ""
            "Bad passphrase, try again for .*:\\\\s*?$": ""
            "BECOME password.*:\\\\s*?$": ""
            "SSH password:\\\\s*?$": ""
            "Password:\\\\s*?$": ""
            "Vault password:\\\\s*?$": ""
            """;

    @TempDir
    Path directory;

    private CommandRun command;

    @BeforeEach
    void playbook() throws IOException {
        command = new CommandRun(directory.resolve("pdd"))
                .file("project/site.yml", ASKS)
                .file(
                        "inventory/hosts",
                        "one ansible_connection=local ansible_python_interpreter='{{ ansible_playbook_python }}'\n");
    }

    private void answers(String more) throws IOException {
        command.file("env/passwords", AS_AWX_WRITES + more);
    }

    private void everyAnswer() throws IOException {
        answers("\"Which release.*:\\\\s*?$\": r-471\n\"Ticket\": T-0815\n");
    }

    @Test
    void runAnswersAndKeepsTheAnswersOutOfEveryFile() throws Exception {
        everyAnswer();

        Result result = command.run("-p", "site.yml", "--job-events");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).startsWith("Which release: \n\nPLAY [one]").contains("lengths 5 6");
        assertThat(result.err()).isEmpty();
        try (var files = Files.walk(command.artifacts())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("r-471", "T-0815");
            }
        }
    }

    @Test
    void startAnswersBeyondTheTerminal() throws Exception {
        everyAnswer();

        Result started = command.command("start", "-p", "site.yml", "--ident", "test", "-q");

        assertThat(started.exitCode()).as(started.out() + started.err()).isZero();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(command.artifact("manifest.json")));
        assertThat(Files.readString(command.artifact("status"))).isEqualTo("successful");
        assertThat(Files.readString(command.artifact("stdout"))).contains("Ticket:\nok: [one]", "lengths 5 6");
    }

    @Test
    void lastLineNamesThePromptThatNothingAnswers() throws Exception {
        answers("");

        Result result = command.run("-p", "site.yml");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out() + result.err())
                .contains("nothing answers the prompt \"Which release:\": add an answer to \"Which release:\" (in"
                        + " env/passwords;");
    }

    @Test
    void passwordForSshThatNobodyAsksForDoesNotChangeHowSshConnects() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        Path sshpass = Files.writeString(programs.resolve("sshpass"), "#!/bin/sh\n: >\"$0.called\"\nexit 9\n");
        Files.setPosixFilePermissions(sshpass, PosixFilePermissions.fromString("rwx------"));
        command.environment("PATH", programs + ":" + System.getenv("PATH"));
        command.environment("ANSIBLE_SSH_PASSWORD_MECHANISM", "sshpass"); // the only one before ansible-core 2.19
        command.file("inventory/hosts", "one ansible_host=127.0.0.1 ansible_port=1\n");
        command.file("project/site.yml", "- {hosts: one, gather_facts: false, tasks: [{ping: }]}\n");
        command.file("env/passwords", "\"SSH password:\\\\s*?$\": hunter2\n");

        Result unasked = command.run("-p", "site.yml");

        assertThat(unasked.exitCode()).isEqualTo(4);
        assertThat(unasked.out()).contains("port 1: Connection refused").doesNotContain("sshpass");
        assertThat(programs.resolve("sshpass.called")).doesNotExist();

        Result asked = command.command("run", "-p", "site.yml", "--cmdline", "--ask-pass");

        assertThat(asked.out()).doesNotContain("Connection refused");
        assertThat(programs.resolve("sshpass.called")).exists();
    }

    @ParameterizedTest
    @CsvSource({"project/ansible.cfg, '[defaults]\nask_pass = True\n'", "env/envvars, 'ANSIBLE_ASK_PASS: \"1\"\n'"})
    void passwordForSshThatASettingAsksForIsTyped(String file, String text) throws Exception {
        command.file(file, text);
        command.file("project/site.yml", "- {hosts: one, gather_facts: false, tasks: [{ping: }]}\n");
        command.file(
                "env/passwords",
                AS_AWX_WRITES.replace("\"SSH password:\\\\s*?$\": \"\"", "\"SSH password:\\\\s*?$\": w0rd-of-ssh"));

        Result result = command.run("-p", "site.yml");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).startsWith("SSH password: \n\nPLAY [one]");
    }

    @Test
    void expressionThatIsNoneIsNamed() throws Exception {
        answers("\"Ticket (now\": x\n");

        Result result = command.run("-p", "site.yml");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out() + result.err())
                .contains("not one that Python understands: \"Ticket (now\": missing ), unterminated subpattern");
    }

    @Test
    void whoIsKilledLeavesNothingOfItsTerminal() throws Exception {
        String mark = "321" + (UUID.randomUUID().getMostSignificantBits() >>> 1);
        everyAnswer();
        command.file("project/site.yml", ASKS + "    - shell: touch begun; sleep " + mark + "\n");
        command.environment(
                "TMPDIR", Files.createDirectory(directory.resolve("tmp")).toString());
        Process process = command.start("-p", "site.yml");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(command.home().resolve("project/begun")));

        process.destroyForcibly().waitFor();

        await().atMost(Duration.ofMinutes(1)).until(() -> ProcessHandle.allProcesses()
                .noneMatch(each -> each.info().commandLine().orElse("").contains(mark)
                        || each.info().commandLine().orElse("").contains(directory.toString())));
        // Ansible's own modules leave theirs when they are killed.
        await().untilAsserted(
                        () -> assertThat(directory.resolve("tmp")).isDirectoryNotContaining("glob:**/ansible-events*"));
    }
}
