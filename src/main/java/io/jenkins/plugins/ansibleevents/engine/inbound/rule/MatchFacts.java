package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Facts;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.util.Optional;

/**
 * The facts of a match, as expressions see them. They take many times the memory of the message, so they are kept for
 * small messages only and made again for others.
 */
public final class MatchFacts {

    /** Most messages; to read one again costs less than a tenth of a millisecond. */
    private static final int SMALL = 4 << 10;

    /** Trees of JSON and CEL take up to this many times the size of their text. */
    private static final int OF_TEXT = 16;

    /** A message without its body: ids, attributes, lease, entries of tables. */
    private static final int BESIDES = 2 << 10;

    private final Message message;
    private final Rule rule;
    private final int index;
    private final Optional<Facts> kept;

    public MatchFacts(Message message, Rule rule, int index, Facts facts) {
        this.message = message;
        this.rule = rule;
        this.index = index;
        this.kept = isSmall(message) ? Optional.of(facts) : Optional.empty();
    }

    private static boolean isSmall(Message message) {
        return message.body().length <= SMALL;
    }

    /** About what a message takes in memory from its receipt to its end, in bytes. */
    public static long memory(Message message) {
        return memory(message.body().length);
    }

    /** The same for a body of this size. */
    public static long memory(long body) {
        return BESIDES + (body <= SMALL ? OF_TEXT * body : body);
    }

    public Facts get() throws Unusable {
        return kept.isPresent() ? kept.get() : Interpreter.event(message, rule, index);
    }
}
