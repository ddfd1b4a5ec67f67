package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import java.time.Instant;

/**
 * A message that the receiver has refused, or that has expired after {@link RetryRules#giveUpAfter}.
 *
 * @param emitter the emitter's name
 * @param sequence see {@link EmitterMessage#sequence}
 * @param key see {@link EmitterMessage#key}
 * @param what a description for users, for example {@code event 17 runner_on_ok}
 * @param reason the receiver's reason, or that of the last failed attempt
 * @param at when the message became a dead letter
 * @param offset the place of an event in {@code events.jsonl}, in bytes; unused for a status
 * @param counter counter of the event before it
 * @param statuses number of statuses before it
 */
public record EmitterDeadLetter(
        String emitter,
        long sequence,
        String key,
        String what,
        String reason,
        Instant at,
        long offset,
        long counter,
        int statuses) {

    public Position position() {
        return new Position(offset, counter, statuses);
    }
}
