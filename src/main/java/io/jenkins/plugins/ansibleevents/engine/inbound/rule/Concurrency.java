package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import java.util.Optional;

/**
 * How many runs of a rule go on at once.
 *
 * @param key counts runs with the same value together; without it all runs of the rule
 * @param max how many of one key, from 1; the limit of all runs holds besides
 */
public record Concurrency(Optional<Expression> key, int max) {

    /** As many as there are places for runs. */
    public static final Concurrency UNLIMITED = new Concurrency(Optional.empty(), Integer.MAX_VALUE);
}
