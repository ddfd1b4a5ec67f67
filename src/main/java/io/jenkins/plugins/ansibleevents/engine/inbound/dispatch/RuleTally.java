package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of the messages that a rule has looked at. A message that is redelivered counts once; a dead letter that is
 * put back counts again.
 *
 * @param since when counting began
 * @param seen messages of its endpoint
 * @param matched those that it wants
 * @param refused those that it wants and could not have
 */
public record RuleTally(
        Instant since,
        long seen,
        long matched,
        long refused,
        Optional<Last> lastSeen,
        Optional<Last> lastMatched,
        Optional<Last> lastRefused) {

    /**
     * The last message of a kind.
     *
     * @param id its id
     * @param reason why it was refused, or empty
     */
    public record Last(Instant at, String id, String reason) {}
}
