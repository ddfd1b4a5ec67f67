package io.jenkins.plugins.ansibleevents.engine.emit;

import java.time.Duration;

/**
 * How many messages go out together: a batch is sent when it reaches one of these limits.
 *
 * @param messages most messages of a batch, 1 for one message each
 * @param bytes most bytes of JSON in a batch of several; a single message may be larger
 * @param age how long the first message of a batch waits for others while the run goes on
 */
public record BatchRules(int messages, long bytes, Duration age) {

    /** One message each: the default, and ansible-runner's way. */
    public static final BatchRules OFF = new BatchRules(1, 0, Duration.ZERO);

    /** The limits of batches that are on, where the settings name no others. */
    public static final BatchRules DEFAULT = new BatchRules(100, 1L << 20, Duration.ofSeconds(1));

    public boolean on() {
        return messages > 1;
    }
}
