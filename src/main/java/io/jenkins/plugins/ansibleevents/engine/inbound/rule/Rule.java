package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which messages start a run, and with what.
 *
 * @param name 1 to 64 of {@code a-z A-Z 0-9 _ - .}; part of the ids of its runs
 * @param endpoint only messages of this endpoint; without it all messages of the queue
 * @param condition only messages for which it is true
 * @param split a list in the message; every element is an event of its own, {@code item} in the other expressions
 * @param parameters values for the run, by name; JSON types are kept
 * @param limit host names, one text or a list; those of combined messages are joined
 * @param grouping how many messages make one run
 * @param concurrency how many runs go on at once
 * @param retry what happens after a failure
 * @param acknowledge when a message counts as done
 * @param onInterrupted what becomes of a run that the end of the process cuts off
 */
public record Rule(
        String name,
        Optional<String> endpoint,
        Optional<Condition> condition,
        Optional<Expression> split,
        Map<String, Expression> parameters,
        Optional<Expression> limit,
        Grouping grouping,
        Concurrency concurrency,
        Retry retry,
        Acknowledge acknowledge,
        OnInterrupted onInterrupted) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9_.-]{0,63}");

    public Rule {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a rule must be 1 to 64 of a-z A-Z 0-9 _ - . , is \"" + name + "\"");
        }
    }

    boolean takes(String messageEndpoint) {
        return endpoint.isEmpty() || endpoint.get().equals(messageEndpoint);
    }
}
