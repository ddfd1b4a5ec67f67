package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker behind TLS with a login: who gets in, and the error that others read. */
public abstract class QueueLoginContractTest {

    private static final String WRONG = "not-the-secret";

    @TempDir
    Path directory;

    /** Settings of a fresh queue: with this password, and trusting the broker's certificate or only Java's. */
    protected abstract String settings(String password, boolean trusting);

    /** The error after a wrong password. */
    protected abstract String wrongPassword();

    private MessageQueue open(String settings) throws Exception {
        return Queues.open(SettingsFile.parse(settings, "serve.yml", directory), directory);
    }

    private QueueException refused(String settings) throws Exception {
        try (MessageQueue queue = open(settings)) {
            QueueException error = catchThrowableOfType(QueueException.class, () -> queue.publish(message()));
            assertThat(queue.health().up()).isFalse();
            assertThat(queue.health().lastError()).isEqualTo(error.getMessage());
            return error;
        }
    }

    private static Message message() {
        return Message.of("{}".getBytes(UTF_8), Map.of());
    }

    @Test
    void messagesTravelThroughTlsWithALogin() throws Exception {
        try (MessageQueue queue = open(settings("p", true))) {
            String id = queue.publish(message());

            Lease lease = queue.receive(1, Duration.ofSeconds(30), Duration.ofSeconds(60))
                    .get(0);

            assertThat(lease.id()).isEqualTo(id);
            queue.ack(lease);
        }
    }

    @Test
    void wrongPasswordIsRefusedAndNotQuoted() throws Exception {
        QueueException error = refused(settings(WRONG, true));

        assertThat(error.kind()).isEqualTo(QueueException.Kind.REFUSED);
        assertThat(error).hasMessageContaining(wrongPassword());
        for (Throwable each = error; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain(WRONG);
        }
    }

    @Test
    void unknownCertificateIsRefused() throws Exception {
        QueueException error = refused(settings("p", false));

        assertThat(error.kind()).isEqualTo(QueueException.Kind.REFUSED);
        assertThat(error).hasMessageContaining("certificat");
    }
}
