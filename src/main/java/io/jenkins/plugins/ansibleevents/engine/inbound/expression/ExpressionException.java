package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

/** An expression that cannot be compiled or evaluated; the message says where in it and why. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    ExpressionException(String message) {
        // No stack trace: a payload without a field is an everyday answer.
        super(message, null, false, false);
    }
}
