package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.time.Duration;

/**
 * How a dispatcher works.
 *
 * @param maxRuns most runs at once, from 1
 * @param maxHeld most messages leased at once, waiting or running, besides those that only wait for a window
 * @param maxHeldBytes most memory of all messages leased at once, about; half of it for those that wait for a window
 * @param lease how long a lease is; it is extended every third of it, so this is how long a message of a crashed
 *     process stays away
 */
public record DispatcherOptions(int maxRuns, int maxHeld, long maxHeldBytes, Duration lease) {

    /** Four runs; 1 000 messages of at most some 10 KB; a minute. */
    public static final DispatcherOptions DEFAULT = new DispatcherOptions(4, 1_000, Duration.ofMinutes(1));

    /** With a sixteenth of the heap for messages: objects made of them to start runs take several times as much. */
    public DispatcherOptions(int maxRuns, int maxHeld, Duration lease) {
        this(maxRuns, maxHeld, Runtime.getRuntime().maxMemory() / 16, lease);
    }

    public DispatcherOptions {
        if (maxRuns < 1 || maxHeld < 1 || lease.toSeconds() < 1) {
            throw new IllegalArgumentException("maxRuns, maxHeld and lease (in seconds) must be at least 1");
        }
    }
}
