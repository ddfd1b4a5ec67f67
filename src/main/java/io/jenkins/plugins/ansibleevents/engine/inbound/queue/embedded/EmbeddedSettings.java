package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.time.Duration;

/**
 * Limits of the embedded queue.
 *
 * @param maxMessages most messages that wait, are leased or dead; 1 to 10 000 000
 * @param maxBytes most bytes of these messages, their attributes included; from 1 MiB
 * @param maxAttempts how often what a message asks for is tried before it becomes a dead letter; 1 to 1000
 * @param historyMax how many finished messages are remembered by id; 0 to 10 000 000
 * @param historyAge how long they are remembered
 * @param deliveriesMax how many deliveries of finished messages are remembered; 0 to 10 000 000
 */
public record EmbeddedSettings(
        long maxMessages, long maxBytes, int maxAttempts, long historyMax, Duration historyAge, long deliveriesMax) {

    private static final long MIB = 1L << 20;
    private static final long MOST_MESSAGES = 10_000_000;

    /** A million messages, 1 GiB, 10 attempts, 100 000 finished ones for a week (about 10 MB of disk). */
    public static final EmbeddedSettings DEFAULTS =
            new EmbeddedSettings(1_000_000, 1024 * MIB, 10, 100_000, Duration.ofDays(7), 300_000);

    static EmbeddedSettings read(Section section) throws SettingsException {
        var settings = new EmbeddedSettings(
                section.number("maxMessages", 1, MOST_MESSAGES).orElse(DEFAULTS.maxMessages),
                section.number("maxBytes", MIB, Long.MAX_VALUE).orElse(DEFAULTS.maxBytes),
                section.integer("maxAttempts", 1, 1000).orElse(DEFAULTS.maxAttempts),
                section.number("historyMax", 0, MOST_MESSAGES).orElse(DEFAULTS.historyMax),
                section.duration("historyAge").orElse(DEFAULTS.historyAge),
                section.number("deliveriesMax", 0, MOST_MESSAGES).orElse(DEFAULTS.deliveriesMax));
        section.finish();
        return settings;
    }
}
