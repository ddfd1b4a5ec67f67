package io.jenkins.plugins.ansibleevents.engine.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PromptAnswer;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real account that logs in to a real sshd with its password, and becomes root with the real sudo and that password. */
class PasswordsTest {

    private static final String PASSWORD = "Log-in'\"" + UUID.randomUUID();

    @TempDir
    Path directory;

    private final String user = "ae" + UUID.randomUUID().toString().substring(0, 8);
    private final Path sudoers = Path.of("/etc/sudoers.d", user);
    private Process sshd;
    private int port;
    private boolean accountIsThere;

    @BeforeEach
    void makeAccountAndServer() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            AnsibleHere.missing("only root can make the account that this test logs in to");
        }
        AnsibleHere.need("ansible-playbook", "sshd", "sshpass", "sudo", "useradd", "chpasswd");
        accountIsThere = true;
        run("", "useradd", "-m", "-s", "/bin/sh", user);
        run(user + ":" + PASSWORD + "\n", "chpasswd");
        Files.writeString(sudoers, user + " ALL=(ALL) ALL\n");
        Files.setPosixFilePermissions(sudoers, PosixFilePermissions.fromString("r--r-----"));
        startServer();
    }

    private void startServer() throws Exception {
        Path key = directory.resolve("host");
        run("", "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                directory.resolve("sshd_config"),
                "ListenAddress 127.0.0.1\nPort " + port + "\nHostKey " + key
                        + "\nPasswordAuthentication yes\nUsePAM no\nPidFile none\n");
        Files.createDirectories(Path.of("/run/sshd"));
        sshd = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        await().until(() -> Files.readString(directory.resolve("sshd.log")).contains("listening"));
        String hostKey = Files.readString(directory.resolve("host.pub"));
        Files.writeString(directory.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + hostKey);
    }

    @AfterEach
    void removeAccount() throws Exception {
        if (sshd != null) {
            sshd.destroy();
            sshd.waitFor();
        }
        if (!accountIsThere) {
            return;
        }
        Files.deleteIfExists(sudoers);
        new ProcessBuilder("userdel", "-r", "-f", user)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("userdel.log").toFile())
                .start()
                .waitFor();
    }

    private static void run(String input, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private PlaybookRequestBuilder request() throws IOException {
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - name: who am I
                      command: id -un
                    - name: who have I become
                      command: id -un
                      become: true
                """);
        return PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .inventory(Inventory.text("server ansible_host=127.0.0.1 ansible_port=" + port
                        + " ansible_python_interpreter=/usr/bin/python3 ansible_ssh_common_args='-o UserKnownHostsFile="
                        + directory.resolve("known_hosts") + " -o ControlMaster=no'\n"))
                .remoteUser(user)
                .connectionPassword(Secret.of(PASSWORD));
    }

    private RunResult result(PlaybookRequestBuilder request, RecordedRun recorded) throws InterruptedException {
        return Runner.local()
                .start(
                        request.build(),
                        RunOptions.defaults().withPrivateDirectoryParent(directory.toString()),
                        recorded)
                .await();
    }

    private static List<String> said(RecordedRun recorded) {
        return recorded.json().stream()
                .filter(json -> json.contains("\"event\":\"runner_on_ok\""))
                .map(json -> json.replaceAll(".*\"stdout_lines\":\\[\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void passwordsOpenTheConnectionAndSudo() throws Exception {
        var recorded = new RecordedRun();
        RunResult result = result(request().becomePassword(Secret.of(PASSWORD)), recorded);

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(said(recorded)).containsExactly(user, "root");
        assertThat(recorded.output() + recorded.json()).doesNotContain(PASSWORD);
    }

    @Test
    void passwordForWhichAnsibleCfgMakesAnsibleAskOpensTheConnection() throws Exception {
        Files.writeString(directory.resolve("ansible.cfg"), "[defaults]\nask_pass = True\n");
        var recorded = new RecordedRun();
        RunResult result = result(
                request()
                        .connectionPassword(null)
                        .promptAnswer(new PromptAnswer("SSH password:\\s*?$", Secret.of(PASSWORD), true))
                        .becomePassword(Secret.of(PASSWORD)),
                recorded);

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(recorded.output()).startsWith("SSH password: \n");
        assertThat(said(recorded)).containsExactly(user, "root");
        assertThat(recorded.output() + recorded.json()).doesNotContain(PASSWORD);
    }

    @Test
    void wrongSudoPasswordIsSaidAndShownNowhere() throws Exception {
        var recorded = new RecordedRun();
        RunResult result = result(request().becomePassword(Secret.of("wrong-password-1")), recorded);

        assertThat(result.outcome().sentence()).startsWith("tasks failed on server (1 of 1): ");
        assertThat(recorded.output()).containsIgnoringCase("incorrect");
        assertThat(recorded.output() + recorded.json()).doesNotContain("wrong-password-1", PASSWORD);
    }
}
