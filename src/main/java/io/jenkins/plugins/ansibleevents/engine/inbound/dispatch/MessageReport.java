package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * What became of one message, for the people who look after an endpoint.
 *
 * @param endpoint where it came in; empty for one that somebody else has put into the queue
 * @param sender who sent it; empty when that is not known
 * @param received when it was accepted; {@link Instant#EPOCH} when that is not known
 * @param state one of the words of {@link MessageReports#STATES}
 * @param since when it came into this state
 * @param attempts how often a run was asked for
 * @param reason of its last failure, or empty
 * @param runs what was started for it
 * @param steps what has happened since it was received, oldest first
 */
public record MessageReport(
        String id,
        String endpoint,
        String sender,
        Instant received,
        String state,
        Instant since,
        int attempts,
        String reason,
        List<StartedRun> runs,
        List<MessageStep> steps) {

    /**
     * A run that has begun.
     *
     * @param rule whose run it is
     * @param run its name
     * @param state {@code running}, how it ended, or {@code interrupted}
     */
    public record StartedRun(String rule, String run, String state) {}
}
