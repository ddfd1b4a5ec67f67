package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.time.Duration;

/**
 * How many messages an endpoint takes.
 *
 * @param messages how many within {@code per}, from 1; also how many at once after a pause
 * @param per the time; the allowance grows back evenly
 */
public record RateLimit(long messages, Duration per) {

    public RateLimit {
        if (messages < 1 || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException(
                    "a rate limit needs at least 1 message and a time, is " + messages + " per " + per);
        }
    }
}
