package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages about a host whose key ssh does not know: a real ssh before a real sshd. */
class HostKeyTest {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final String ADVICE =
            "is unknown or has changed: add it to known_hosts of the user that runs Ansible";

    @TempDir
    Path directory;

    private CommandRun command;
    private Process sshd;
    private int port;

    @BeforeEach
    void server() throws Exception {
        boolean there = Files.isExecutable(SSHD);
        if (!there && System.getenv("CI") != null) {
            throw new IllegalStateException("there is no " + SSHD + "; bin/test installs it");
        }
        assumeTrue(there, "there is no " + SSHD);
        command = new CommandRun(directory.resolve("pdd"));
        command.playbook("    - name: Say hello\n      ansible.builtin.command: echo hello\n");
        port = freePort();
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path config = Files.writeString(
                directory.resolve("sshd_config"),
                "ListenAddress 127.0.0.1\nPort " + port + "\nHostKey " + key("host") + "\nUsePAM no\nPidFile none\n");
        sshd = start("sshd.log", List.of(SSHD.toString(), "-D", "-e", "-f", config.toString()));
        await().until(() -> Files.readString(directory.resolve("sshd.log")).contains("listening"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (sshd != null) {
            sshd.destroy();
            sshd.waitFor();
        }
    }

    private Path key(String name) throws Exception {
        Path key = directory.resolve(name);
        start("keygen.log", List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()))
                .waitFor();
        return key;
    }

    private Process start(String log, List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Result run(String strictness, String... options) throws Exception {
        command.file(
                "inventory/hosts",
                "web1 ansible_host=127.0.0.1 ansible_port=%d ansible_ssh_common_args='%s -o UserKnownHostsFile=%s -o GlobalKnownHostsFile=none -F none'\n"
                        .formatted(port, strictness, directory.resolve("known_hosts")));
        var all = new String[options.length + 2];
        all[0] = "-p";
        all[1] = "site.yml";
        System.arraycopy(options, 0, all, 2, options.length);
        return command.run(all);
    }

    @Test
    void unknownKeyIsNamedWithWhatToDo() throws Exception {
        Result result = run("-o StrictHostKeyChecking=yes");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out())
                .contains("you have requested strict checking. Host key verification failed. (")
                .contains("unreachable: web1 (1 of 1): \"", "; the SSH host key of web1 (1 of 1) " + ADVICE);
    }

    @Test
    void changedKeyIsNamedBehindTheBannerOfSsh() throws Exception {
        String other = Files.readString(Path.of(key("other") + ".pub"));
        Files.writeString(directory.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + other);

        Result result = run("-o StrictHostKeyChecking=yes", "-q");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .contains("via ssh: Host key for [127.0.0.1]:" + port + " has changed and you have requested strict"
                        + " checking. Host key verification failed.")
                .contains("ansible-events: failed (exit code 4): unreachable: web1", ADVICE)
                .doesNotContain("@@@");
    }

    @Test
    void refusedLoginIsNamedBehindTheWarningOfSsh() throws Exception {
        Result result = run("-o StrictHostKeyChecking=accept-new -o BatchMode=yes -o IdentityFile=none");

        assertThat(result.out().substring(result.out().lastIndexOf("PLAY RECAP")))
                .contains("Permission denied (")
                .contains("unreachable: web1 (1 of 1): \"")
                .doesNotContain(ADVICE);
    }
}
