package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which SQS queue, and how to get there.
 *
 * @param queue its name or its URL
 * @param owner account id of the queue's owner when it is another one; null for the own account
 * @param deadLetterQueue name or URL of the queue for dead letters; null for the target of the queue's redrive policy
 * @param region AWS region; null for the one the environment gives
 * @param endpoint another address than Amazon's; null for Amazon's
 * @param credentials null for the default chain: environment, profile, container, instance
 * @param maxAttempts how often what a message asks for is tried before it becomes a dead letter; 1 to 1000
 * @param connectTimeout for a connection
 * @param timeout for an answer, on top of the time of a long poll
 */
public record SqsSettings(
        String queue,
        @CheckForNull String owner,
        @CheckForNull String deadLetterQueue,
        @CheckForNull String region,
        @CheckForNull URI endpoint,
        @CheckForNull Credentials credentials,
        int maxAttempts,
        Duration connectTimeout,
        Duration timeout) {

    /** Static credentials; the session token is null for long-lived ones. */
    public record Credentials(
            String accessKeyId,
            Secret secretAccessKey,
            @CheckForNull Secret sessionToken) {}

    static SqsSettings read(Section section) throws SettingsException {
        var settings = new SqsSettings(
                section.requiredString("queue"),
                section.string("owner").orElse(null),
                section.string("deadLetterQueue").orElse(null),
                section.string("region").orElse(null),
                endpoint(section),
                credentials(section),
                section.integer("maxAttempts", 1, 1000).orElse(10),
                section.duration("connectTimeout").orElse(Duration.ofSeconds(5)),
                section.duration("timeout").orElse(Duration.ofSeconds(15)));
        section.finish();
        return settings;
    }

    boolean isFifo() {
        return queue.endsWith(".fifo");
    }

    @CheckForNull
    private static URI endpoint(Section section) throws SettingsException {
        Optional<String> text = section.string("endpoint");
        if (text.isPresent() && !text.get().matches("https?://[^/?#\\s]+/?")) {
            throw section.error(
                    "endpoint", "must be an address such as https://sqs.example.org:9324, is \"" + text.get() + "\"");
        }
        return text.map(URI::create).orElse(null);
    }

    @CheckForNull
    private static Credentials credentials(Section section) throws SettingsException {
        Optional<String> id = section.string("accessKeyId");
        Optional<Secret> key = section.secret("secretAccessKey");
        Optional<Secret> token = section.secret("sessionToken");
        if (id.isEmpty() && key.isEmpty() && token.isEmpty()) {
            return null;
        }
        if (id.isEmpty() || key.isEmpty()) {
            throw section.error("accessKeyId", "needs secretAccessKey beside it, and the other way round");
        }
        return new Credentials(id.get(), key.get(), token.orElse(null));
    }
}
