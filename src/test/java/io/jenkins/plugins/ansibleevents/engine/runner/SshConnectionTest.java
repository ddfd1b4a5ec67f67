package io.jenkins.plugins.ansibleevents.engine.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with a real sshd leaves nothing to the next one. */
class SshConnectionTest {

    @TempDir
    Path directory;

    private Process sshd;
    private int port;
    private String key;

    @BeforeEach
    void startServer() throws Exception {
        AnsibleHere.need("ansible-playbook", "sshd", "ssh-keygen", "ssh-agent");
        keyPair("host");
        keyPair("user");
        key = Files.readString(directory.resolve("user"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                directory.resolve("sshd_config"),
                "ListenAddress 127.0.0.1\nPort " + port + "\nHostKey " + directory.resolve("host")
                        + "\nAuthorizedKeysFile " + directory.resolve("user.pub")
                        + "\nStrictModes no\nUsePAM no\nPidFile none\n");
        Files.createDirectories(Path.of("/run/sshd"));
        sshd = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        await().until(() -> log().contains("listening"));
        Files.writeString(
                directory.resolve("site.yml"), "- hosts: all\n  gather_facts: false\n  tasks: [{raw: 'true'}]\n");
    }

    @AfterEach
    void stopServer() throws Exception {
        if (sshd != null) {
            sshd.destroy();
            sshd.waitFor();
        }
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("sshd.log"));
    }

    private void keyPair(String name) throws Exception {
        Process process = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        directory.resolve(name).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private PlaybookRequestBuilder request() {
        return PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .hostKeyChecking(false)
                .inventory(Inventory.text("server ansible_host=127.0.0.1 ansible_port=" + port + "\n"));
    }

    private RunResult result(PlaybookRequestBuilder request, Path parent, RecordedRun recorded) throws Exception {
        Files.createDirectories(parent);
        return Runner.local()
                .start(request.build(), RunOptions.defaults().withPrivateDirectoryParent(parent.toString()), recorded)
                .await();
    }

    private void nothingIsLeftFor(Path parent) throws Exception {
        var first = new RecordedRun();
        RunResult authenticated = result(request().sshKey(new SshKey("deploy", Secret.of(key), null)), parent, first);
        assertThat(authenticated.status()).as(first.output()).isEqualTo(RunStatus.SUCCESSFUL);

        var second = new RecordedRun();
        RunResult without = result(request(), parent, second);
        assertThat(without.status()).as(second.output()).isEqualTo(RunStatus.FAILED);
        assertThat(second.output()).contains("UNREACHABLE").contains("Permission denied");
        await().untilAsserted(() -> assertThat(parent).isEmptyDirectory());
    }

    @Test
    void aRunWithoutAKeyDoesNotFindTheConnectionOfTheRunBefore() throws Exception {
        nothingIsLeftFor(directory.resolve("private"));
    }

    @Test
    void norDoesItWhereTheNameOfTheDirectoryIsTooLongOrStrangeForASocket() throws Exception {
        nothingIsLeftFor(directory.resolve("feature%2Fx@tmp").resolve("y".repeat(80)));
    }

    @Test
    void aHostWhoseKeyIsNotCheckedIsNotRemembered() throws Exception {
        var recorded = new RecordedRun();
        RunResult result = result(
                request().sshKey(new SshKey("deploy", Secret.of(key), null)), directory.resolve("private"), recorded);

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        // ssh asks the system for the home directory, not the environment.
        Path known = Path.of(System.getProperty("user.home"), ".ssh", "known_hosts");
        assertThat(Files.exists(known) ? Files.readString(known) : "").doesNotContain("]:" + port + " ");
    }

    @Test
    void commonArgumentsOfTheUsersSettingsStayInForce() throws Exception {
        Files.writeString(
                directory.resolve("ansible.cfg"), "[ssh_connection]\nssh_common_args = -o IdentityAgent=none\n");
        var recorded = new RecordedRun();
        RunResult result = result(
                request().sshKey(new SshKey("deploy", Secret.of(key), null)), directory.resolve("private"), recorded);

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.FAILED);
    }
}
