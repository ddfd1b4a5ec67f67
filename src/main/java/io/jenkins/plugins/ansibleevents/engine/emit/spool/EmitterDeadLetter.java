package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import java.time.Instant;

/**
 * A message that was refused, or given up after {@link RetryRules#giveUpAfter}.
 *
 * @param emitter the emitter's name
 * @param sequence see {@link EmitterMessage#sequence}
 * @param key see {@link EmitterMessage#key}
 * @param what words for users, for example {@code event 17 runner_on_ok}
 * @param reason what the receiver said
 * @param at when
 * @param offset where an event is in {@code events.jsonl}; unused for a status
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
