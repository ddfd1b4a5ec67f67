package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver.Fault;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import javax.net.ServerSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real playbook and a receiver that misbehaves until the command has ended, so that a run that waits for the
 * receiver's recovery would not end. Exit code and events are those of a run without emitter, and after its recovery
 * the receiver gets the other messages from {@code deliver}. {@link DeliverCommandTest} has the receiver that hangs and
 * the one that answers 500, in more detail.
 */
class FaultGridTest {

    private static final String TASKS = "    - name: Say\n      ansible.builtin.debug:\n"
            + "    - name: Break\n      ansible.builtin.fail:\n        msg: on purpose\n";
    private static final String[] SITE = {"-p", "site.yml", "--limit", "one"};

    @TempDir
    static Path shared;

    private static List<String> expectedStory;

    @TempDir
    Path directory;

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private CommandRun command;
    private FaultyReceiver receiver;

    @BeforeEach
    void runOnceWithoutEmitter() throws Exception {
        if (expectedStory == null) {
            CommandRun plain = new CommandRun(shared.resolve("plain")).playbook(TASKS);
            assertThat(plain.run(SITE).exitCode()).isEqualTo(2);
            expectedStory = plain.story();
            assertThat(expectedStory).hasSizeGreaterThan(5);
        }
        command = new CommandRun(directory.resolve("pdd")).playbook(TASKS);
    }

    @AfterEach
    void stop() throws IOException {
        if (receiver != null) {
            receiver.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HANGS_BEFORE_ANSWER", "ANSWERS_500"})
    void runIsTheSameAsWithoutEmitterAndNothingIsLost(Fault fault) throws Exception {
        misbehave(fault);

        Result result = command.run(SITE);

        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(command.story()).isEqualTo(expectedStory);
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
        assertThat(result.out()).contains("emitter audit (").contains(" 0 dropped");

        heal(fault);
        Result later = CommandCall.deliver(command.home().resolve("delivery"));
        if (fault == Fault.REFUSES_ONE || fault == Fault.REDIRECTS_ELSEWHERE) {
            assertThat(later.exitCode()).as(later.out()).isEqualTo(1);
            later = CommandCall.deliver(command.home().resolve("delivery"), "--dead-letters");
        }

        assertThat(later.exitCode()).as(later.out() + later.err()).isZero();
        assertThat(new LinkedHashSet<>(receiver.keys())).containsExactlyInAnyOrderElementsOf(command.keys("failed"));
        assertThat(command.home().resolve("delivery")).isEmptyDirectory();
    }

    @Test
    void playbookIsOverBeforeTheReceiverHasTakenAnything() throws Exception {
        receiver = new FaultyReceiver(ServerSocketFactory.getDefault());
        receiver.hold();
        emitter("http", ", retry: {attemptTimeout: 5m}", "5m");

        Process process = command.start("-p", "site.yml", "--limit", "one", "--wait-delivery", "5m");
        await().atMost(Duration.ofMinutes(1)).until(this::playbookIsOver);
        assertThat(receiver.keys()).isEmpty();
        receiver.heal();
        Result result = command.end(process);

        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(command.story()).isEqualTo(expectedStory);
        assertThat(receiver.keys()).isEqualTo(command.keys("failed"));
    }

    private boolean playbookIsOver() throws IOException {
        Path events = command.artifact("events.jsonl");
        return Files.exists(events) && Files.readString(events).contains("\"playbook_on_stats\"");
    }

    private void misbehave(Fault fault) throws IOException {
        boolean tls = fault == Fault.WRONG_CERTIFICATE;
        receiver = new FaultyReceiver(tls ? tls() : ServerSocketFactory.getDefault());
        emitter(tls ? "https" : "http", "");
        if (fault == Fault.REFUSES_ONE) {
            receiver.refuse("test-running");
        } else if (!tls) {
            receiver.become(fault);
        }
    }

    private void heal(Fault fault) throws IOException {
        if (fault == Fault.WRONG_CERTIFICATE) {
            Path file = Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());
            emitter("https", ", tls: {ca: '" + file + "'}");
        }
        receiver.heal();
    }

    private void emitter(String scheme, String more) throws IOException {
        emitter(scheme, more, "1s");
    }

    private void emitter(String scheme, String more, String readTimeout) throws IOException {
        command.file(
                "env/emitters.yml",
                "emitters: {audit: {type: http, url: '%s://localhost:%d/in', timeouts: {read: %s}%s}}"
                        .formatted(scheme, receiver.port(), readTimeout, more));
    }

    private ServerSocketFactory tls() {
        HeldCertificate server = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .signedBy(authority)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(server)
                .build()
                .sslContext()
                .getServerSocketFactory();
    }
}
