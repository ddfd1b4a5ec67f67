package io.jenkins.plugins.ansibleevents.engine.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.SshKey;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real run with every kind of secret against a real sshd: where do the secrets appear, and which remain afterwards?
 */
class RunSecretsTest {

    private static final String BECOME = "Become-\"Pw'1$x";
    private static final String VAULT_ONE = "vault-pw-ONE-11";
    private static final String VAULT_TWO = "vault-pw-TWO-22";
    private static final String VARIABLE = "S3cr3t/Väriable+\"q\"";
    private static final String PASSPHRASE = "key passphrase 'x'";

    @TempDir
    Path directory;

    private Path privateParent;
    private Process sshd;
    private int port;

    @BeforeEach
    void startServer() throws Exception {
        AnsibleHere.need("ansible-playbook", "ansible-vault", "ssh-keygen", "ssh-agent", "sshd");
        privateParent = Files.createDirectory(directory.resolve("private"));
        for (String key : List.of("host", "plain", "locked")) {
            command(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    key.equals("locked") ? PASSPHRASE : "",
                    "-f",
                    directory.resolve(key).toString());
        }
        Path authorized = directory.resolve("authorized");
        Files.writeString(authorized, Files.readString(directory.resolve("locked.pub")));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(Path.of("/run/sshd"));
        sshd = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        "/dev/null",
                        "-h",
                        directory.resolve("host").toString(),
                        "-p",
                        Integer.toString(port),
                        "-o",
                        "ListenAddress=127.0.0.1",
                        "-o",
                        "AuthorizedKeysFile=" + authorized,
                        "-o",
                        "StrictModes=no",
                        "-o",
                        "PidFile=none",
                        "-o",
                        "PasswordAuthentication=no",
                        "-o",
                        "PermitRootLogin=yes")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        await().until(() -> Files.readString(directory.resolve("sshd.log")).contains("listening"));
    }

    @AfterEach
    void stopServer() {
        if (sshd != null) {
            sshd.destroy();
        }
    }

    private static String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** A become program that checks the password as sudo does: asks with the prompt, reads one line. */
    private Path fakeSudo() throws IOException {
        Path sudo = directory.resolve("sudo");
        Files.writeString(sudo, """
                #!/usr/bin/env python3
                import os, sys
                words = sys.argv[1:]
                prompt = words[words.index("-p") + 1]
                sys.stderr.write(prompt)
                sys.stderr.flush()
                expected = open("%s").read()
                if sys.stdin.readline().rstrip("\\n") != expected:
                    sys.stderr.write("Sorry, try again.\\n")
                    sys.exit(1)
                at = words.index("-u") + 2
                os.execvp(words[at], words[at:])
                """.formatted(directory.resolve("expected")));
        Files.writeString(directory.resolve("expected"), BECOME);
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwx------"));
        return sudo;
    }

    private void encrypt(String label, String password, String file, String text) throws Exception {
        Path secret = Files.writeString(directory.resolve("pw-" + label), password);
        Files.writeString(directory.resolve(file), text);
        command(
                "ansible-vault",
                "encrypt",
                "--vault-id",
                label + "@" + secret,
                "--encrypt-vault-id",
                label,
                directory.resolve(file).toString());
        Files.delete(secret);
    }

    private PlaybookRequestBuilder request() throws Exception {
        encrypt("one", VAULT_ONE, "one.yml", "from_one: first\n");
        encrypt("two", VAULT_TWO, "two.yml", "from_two: second\n");
        Path sudo = fakeSudo();
        Path known = directory.resolve("known_hosts");
        String hostKey = Files.readString(directory.resolve("host.pub"));
        Files.writeString(known, "[127.0.0.1]:" + port + " " + hostKey);
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  vars_files: [one.yml, two.yml]
                  tasks:
                    - name: over ssh with the second key
                      command: echo {{ from_one }} {{ from_two }}
                    - name: show what should not be shown
                      debug:
                        msg: "{{ token }} {{ token | b64encode }} {{ token | to_json }} {{ token | urlencode }}"
                    - name: become with a password
                      command: id -u
                      become: true
                      vars: {ansible_become_exe: %s}
                    - name: hold
                      command: sleep 4
                """.formatted(sudo));
        return PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .inventory(Inventory.text("server ansible_host=127.0.0.1 ansible_port=" + port
                        + " ansible_python_interpreter=/usr/bin/python3 ansible_ssh_common_args='-o UserKnownHostsFile="
                        + known + " -o ControlMaster=no'\n"))
                .remoteUser(System.getProperty("user.name"))
                .becomePassword(Secret.of(BECOME))
                .vaultPassword("one", Secret.of(VAULT_ONE))
                .vaultPassword("two", Secret.of(VAULT_TWO))
                .extraVars(ExtraVars.secret("token", Secret.of(VARIABLE)))
                .sshKey(new SshKey("plain", pem("plain"), null))
                .sshKey(new SshKey("locked", pem("locked"), Secret.of(PASSPHRASE)));
    }

    private Secret pem(String name) throws IOException {
        return Secret.of(Files.readString(directory.resolve(name)));
    }

    /** All notifications of a listener as one text. */
    private static final class Ears implements RunListener {
        final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        final AtomicReference<String> task = new AtomicReference<>("");

        @Override
        public void status(StatusEvent status) {
            heard.writeBytes(status.toString().getBytes(UTF_8));
        }

        @Override
        public void event(EventLine event) {
            heard.writeBytes(event.toBytes());
            task.set(String.valueOf(event.head().task()));
        }

        @Override
        public void output(byte[] text, int offset, int length) {
            heard.write(text, offset, length);
        }

        @Override
        public void notice(String message) {
            heard.writeBytes(message.getBytes(UTF_8));
        }
    }

    private static List<String> forms() {
        var forms = new ArrayList<String>();
        for (String secret : List.of(BECOME, VAULT_ONE, VAULT_TWO, VARIABLE, PASSPHRASE)) {
            forms.add(secret);
            forms.add(secret.replace("\"", "\\\""));
            forms.add(Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)));
        }
        return forms;
    }

    @Test
    void noSecretShowsAnywhereAndNothingIsLeft() throws Exception {
        var ears = new Ears();
        PlaybookRequest request = request().build();
        for (String name : List.of("plain", "locked")) {
            Files.delete(directory.resolve(name));
        }
        RunHandle handle = Runner.local()
                .start(request, RunOptions.defaults().withPrivateDirectoryParent(privateParent.toString()), ears);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ears.task.get().equals("hold")
                        || handle.await(Duration.ZERO).isPresent());
        List<String> commands = Processes.all("cmdline");
        List<String> environments = Processes.all("environ");
        List<String> files = filesBelow(privateParent);
        RunResult result = handle.await();

        String heard = ears.heard.toString(UTF_8);
        assertThat(result.status()).as(heard).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(heard).contains("first second").contains(Secret.MASK);
        assertThat(commands).anyMatch(line -> line.contains("ansible-playbook"));
        String keyBody = request.connection()
                .keys()
                .get(1)
                .pem()
                .reveal()
                .lines()
                .toList()
                .get(1);
        var secrets = new ArrayList<>(forms());
        secrets.add(keyBody);
        for (String secret : secrets) {
            assertThat(heard).doesNotContain(secret);
            assertThat(commands).noneMatch(line -> line.contains(secret));
            assertThat(environments).noneMatch(line -> line.contains(secret));
        }
        // Once it plays, Ansible has read its passwords: they are gone before the run is over.
        assertThat(files).noneMatch(file -> file.contains("/secrets/"));
        assertThat(filesBelow(privateParent)).isEmpty();
        // It has its signal by now, and takes the time that a busy machine gives it.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(Processes.with("ssh-agent"))
                .noneMatch(line -> line.contains(privateParent.toString())));
    }

    @Test
    void aWrongPassphraseIsSaidAndNothingIsStarted() throws Exception {
        PlaybookRequest request = PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .sshKey(new SshKey("deploy-key", pem("locked"), Secret.of("wrong-passphrase")))
                .build();
        RunResult result = Runner.local()
                .start(request, RunOptions.defaults().withPrivateDirectoryParent(privateParent.toString()))
                .await();
        assertThat(result.rc()).isEqualTo(1);
        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.NOT_STARTED);
        assertThat(result.outcome().sentence())
                .isEqualTo("the passphrase that is given for the SSH key deploy-key is wrong");
        assertThat(filesBelow(privateParent)).isEmpty();
    }

    @Test
    void aMissingPassphraseIsSaidWithWhereItBelongs() throws Exception {
        PlaybookRequest request = PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .sshKey(new SshKey("env/ssh_key", pem("locked"), null))
                .build();
        RunResult result = Runner.local()
                .start(request, RunOptions.defaults().withPrivateDirectoryParent(privateParent.toString()))
                .await();
        assertThat(result.outcome().sentence())
                .isEqualTo("the SSH key env/ssh_key is protected by a passphrase, and none is given; give it where the"
                        + " key is given: in env/passwords as the answer to \"Enter passphrase for\", in Jenkins with"
                        + " the credential");
        assertThat(filesBelow(privateParent)).isEmpty();
    }

    @Test
    void everythingIsRemovedWhenOurOwnProcessIsKilled() throws Exception {
        String mark = "7" + System.nanoTime();
        Files.writeString(
                directory.resolve("site.yml"),
                "- hosts: localhost\n  gather_facts: false\n  tasks:\n" + "    - command: sleep " + mark + "\n");
        // As below nohup: a shell cannot trap signals that were ignored at its start.
        Process jvm = new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' HUP INT; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        directory.toString(),
                        privateParent.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "jvm.log"))
                .start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Processes.with("sleep " + mark).isEmpty());
        assertThat(filesBelow(privateParent)).isNotEmpty();

        jvm.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(filesBelow(privateParent)).isEmpty();
            assertThat(Processes.with(mark)).isEmpty();
            assertThat(Processes.with(privateParent.toString())).isEmpty();
        });
    }

    @Test
    void secretsOfARunThatIsHeldGoAlthoughNobodyComesBack() throws Exception {
        Path facts = Files.createDirectory(directory.resolve("facts"));
        Files.createFile(facts.resolve(".ansible-events-run"));
        PlaybookRequest request = request()
                .factCache(facts.toString())
                .inventory(Inventory.text("server ansible_host=127.0.0.1 ansible_port=" + port
                        + " ansible_python_interpreter=/usr/bin/python3 ansible_ssh_common_args='-o UserKnownHostsFile="
                        + directory.resolve("known_hosts") + "'\n"))
                .build();
        var ticket = new AtomicReference<RunTicket>();
        RunHandle handle = Runner.local()
                .start(
                        request,
                        RunOptions.defaults()
                                .withPrivateDirectoryParent(privateParent.toString())
                                .withPatience(Duration.ofSeconds(45)),
                        new RunListener() {
                            @Override
                            public void held(RunTicket given) {
                                ticket.set(given);
                            }
                        });
        await().atMost(Duration.ofSeconds(60)).until(() -> ticket.get() != null);
        Path state = Path.of(ticket.get().directory(), "state");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(state).startsWith("run 2"));

        handle.leave();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(state).startsWith("x 000"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(filesBelow(privateParent))
                .noneMatch(file -> file.matches(".*/(secrets|ssh|words|agent[.]sock)(/.*)?")));
        assertThat(Processes.with("ssh")).noneMatch(line -> line.contains(privateParent.toString()));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            assertThat(filesBelow(privateParent)).isEmpty();
            assertThat(facts).doesNotExist();
            assertThat(Processes.with(privateParent.toString())).isEmpty();
        });
    }

    private static List<String> filesBelow(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            return files.filter(file -> !file.equals(place)).map(Path::toString).toList();
        }
    }
}
