package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

/** An expression that cannot be compiled or evaluated; the message says where in it and why. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean tooCostly;

    ExpressionException(String message) {
        this(message, false);
    }

    private ExpressionException(String message, boolean tooCostly) {
        // No stack trace: a payload without a field is an everyday answer.
        super(message, null, false, false);
        this.tooCostly = tooCostly;
    }

    static ExpressionException tooCostly(String message) {
        return new ExpressionException(message, true);
    }

    /** Whether it was aborted because it takes too much time or memory; nothing is known about its value then. */
    public boolean isTooCostly() {
        return tooCostly;
    }
}
