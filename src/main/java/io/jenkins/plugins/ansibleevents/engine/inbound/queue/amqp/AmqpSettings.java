package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Which AMQP queue, and how to get there.
 *
 * @param host of the broker
 * @param port 5671 with TLS and 5672 without when the URL has none
 * @param tls whether the URL begins with {@code amqps}
 * @param queue the address of the queue, as the broker names it (RabbitMQ 4: {@code /queues/NAME})
 * @param deadLetterQueue the address of the dead letters
 * @param login for SASL PLAIN; null for SASL ANONYMOUS
 * @param trustStore certificates to trust instead of Java's; null for Java's
 * @param broker whose rules hold for locks and dead letters
 * @param transactions whether messages are settled in transactions; RabbitMQ has none, its addresses
 *     {@code /queues/...} set the default to false; in Azure they need more than the basic tier
 * @param prefetch most messages taken from the broker and not finished, 1 to 10 000
 * @param maxAttempts how often what a message asks for is tried before it becomes a dead letter; 1 to 1000
 * @param connectTimeout for a TCP connection
 * @param timeout for an answer of the broker
 */
record AmqpSettings(
        String host,
        int port,
        boolean tls,
        String queue,
        String deadLetterQueue,
        @CheckForNull Login login,
        @CheckForNull TrustStore trustStore,
        Kind broker,
        boolean transactions,
        int prefetch,
        int maxAttempts,
        Duration connectTimeout,
        Duration timeout) {

    /** Whose rules hold. */
    enum Kind {
        /** Messages are ours until they are settled; a dead letter is sent to the dead-letter queue. */
        STANDARD,
        /** Messages are locked for a time and the lock is renewed; rejected messages go to {@code $DeadLetterQueue}. */
        AZURE
    }

    /** In Azure: the name of a shared access policy and its key. */
    record Login(String user, Secret password) {}

    /** A PKCS #12 or JKS file. */
    record TrustStore(Path file, Secret password) {}

    static AmqpSettings read(Section section) throws SettingsException {
        URI url = url(section);
        String queue = section.requiredString("queue");
        Kind kind = section.choice("broker", Kind.class).orElse(guess(url));
        boolean tls = url.getScheme().equalsIgnoreCase("amqps");
        var settings = new AmqpSettings(
                url.getHost(),
                url.getPort() > 0 ? url.getPort() : tls ? 5671 : 5672,
                tls,
                queue,
                section.string("deadLetterQueue")
                        .orElse(queue + (kind == Kind.AZURE ? "/$DeadLetterQueue" : "-dead-letters")),
                login(section),
                trustStore(section),
                kind,
                section.bool("transactions", kind == Kind.STANDARD && !queue.startsWith("/queues/")),
                section.integer("prefetch", 1, 10_000).orElse(kind == Kind.AZURE ? 20 : 200),
                section.integer("maxAttempts", 1, 1000).orElse(10),
                section.duration("connectTimeout").orElse(Duration.ofSeconds(5)),
                section.duration("timeout").orElse(Duration.ofSeconds(15)));
        section.finish();
        return settings;
    }

    private static URI url(Section section) throws SettingsException {
        String text = section.requiredString("url");
        if (!text.matches("(?i)amqps?://[^/?#@\\s]+/?")) {
            throw section.error(
                    "url", "must be amqp://host:port or amqps://host:port (user and password have keys of their own)");
        }
        return URI.create(text);
    }

    private static Kind guess(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT).endsWith(".servicebus.windows.net") ? Kind.AZURE : Kind.STANDARD;
    }

    @CheckForNull
    private static Login login(Section section) throws SettingsException {
        Optional<String> user = section.string("username");
        Optional<Secret> password = section.secret("password");
        if (user.isPresent() != password.isPresent()) {
            throw section.error("username", "needs password beside it, and the other way round");
        }
        return user.map(u -> new Login(u, password.orElseThrow())).orElse(null);
    }

    @CheckForNull
    private static TrustStore trustStore(Section section) throws SettingsException {
        Optional<Path> file = section.path("trustStore");
        Secret password = section.secret("trustStorePassword").orElse(Secret.of(""));
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw section.error("trustStore", "cannot read the file " + file.get());
        }
        return file.map(f -> new TrustStore(f, password)).orElse(null);
    }
}
