package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import java.time.Duration;
import java.util.Optional;

/**
 * How many messages make one run. Messages that wait stay in the queue, leased, until their run has started.
 *
 * @param kind which
 * @param key only messages with the same value belong together; without it all of the rule
 * @param window how long
 * @param count how many, from 1
 */
public record Grouping(Kind kind, Optional<Expression> key, Duration window, int count) {

    /** The rules of the game. */
    public enum Kind {
        /** One run for each message. */
        EACH,
        /** The first message runs at once, further ones within the window start nothing. */
        ONCE_WITHIN,
        /** The first message opens the window; at its end, or when there are {@code count}, one run for all of them. */
        COMBINE,
        /** One run when {@code count} messages have come within the window; fewer start nothing. */
        ACCUMULATE
    }

    /** One run for each message. */
    public static final Grouping EACH = new Grouping(Kind.EACH, Optional.empty(), Duration.ZERO, 1);
}
