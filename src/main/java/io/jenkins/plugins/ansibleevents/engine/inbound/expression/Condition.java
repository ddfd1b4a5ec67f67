package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * A CEL expression that is true or false, with the safe default: when it cannot be evaluated, because a field is
 * missing or has another type, it is false. {@link #undecided()} counts that and {@link Finding#problem()} says why,
 * so that a typing error in a field name does not stay unseen.
 *
 * <p>Safe for use by several threads.
 */
public final class Condition {

    private static final Finding TRUE = new Finding(true, Optional.empty(), false);
    private static final Finding FALSE = new Finding(false, Optional.empty(), false);

    private final Expression expression;
    private final LongAdder undecided = new LongAdder();

    private Condition(Expression expression) {
        this.expression = expression;
    }

    /** Compiles a condition; see {@link Expression#compile}. */
    public static Condition compile(String source) throws ExpressionException {
        return new Condition(Expression.compileCondition(source));
    }

    /**
     * The result of a condition.
     *
     * @param met whether it is true
     * @param problem why it could not be decided; then {@code met} is false
     * @param tooCostly whether that is because it takes too much time or memory, so that nothing can be said
     */
    public record Finding(boolean met, Optional<String> problem, boolean tooCostly) {}

    /** Evaluates; never throws because of the content of a message. */
    public Finding test(Facts facts) {
        try {
            Object value = expression.evaluate(facts);
            if (value instanceof Boolean met) {
                return met ? TRUE : FALSE;
            }
            return undecided(expression.source() + ": is neither true nor false", false);
        } catch (ExpressionException e) {
            return undecided(e.getMessage(), e.isTooCostly());
        }
    }

    private Finding undecided(String why, boolean tooCostly) {
        undecided.increment();
        return new Finding(false, Optional.of(why), tooCostly);
    }

    /** How often it could not be decided since it was compiled. */
    public long undecided() {
        return undecided.sum();
    }

    @Override
    public String toString() {
        return expression.source();
    }
}
