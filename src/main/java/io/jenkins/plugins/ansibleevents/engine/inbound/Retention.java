package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;

/**
 * How much of the past is kept beside the queue: the states of messages, and the ids of deliveries where the queue
 * itself does not remember them. The oldest entries are forgotten first; those of messages in hand never are.
 *
 * @param messages so many messages
 * @param deliveries so many ids of deliveries
 * @param bytes so much of each of the two
 */
public record Retention(long messages, long deliveries, long bytes) {

    /** Fits a small disk: a message takes about 500 bytes, a delivery 150. */
    public static final Retention USUAL = new Retention(200_000, 300_000, 128L << 20);

    private static final int MOST = 100_000_000;

    /** The section {@code keep}, when there is one. */
    public static Retention read(Section top) throws SettingsException {
        var given = top.section("keep");
        if (given.isEmpty()) {
            return USUAL;
        }
        Section keep = given.get();
        var retention = new Retention(
                keep.integer("messages", 1_000, MOST).orElse((int) USUAL.messages),
                keep.integer("deliveries", 1_000, MOST).orElse((int) USUAL.deliveries),
                (long) keep.integer("mebibytes", 1, MOST).orElse((int) (USUAL.bytes >> 20)) << 20);
        keep.finish();
        return retention;
    }
}
