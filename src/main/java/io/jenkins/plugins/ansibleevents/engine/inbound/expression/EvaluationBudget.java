package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limits of one evaluation: its time, and the size of all values it makes. Every part of an expression that has
 * been evaluated is reported here; once it is too much, every further part fails, so that no {@code ||} goes on with
 * it.
 *
 * <p>A character counts one, an element of a list eight, an entry of a map sixteen. What is only taken out of the
 * message is free; a list or map that is made counts with all that is in it, since it can hold the same thing many
 * times.
 */
final class EvaluationBudget implements CelEvaluationListener {

    /** Some 20 MB while an expression is evaluated: several times the usual body. */
    static final int MOST_SIZE = 16 << 20;

    /** Takes what is there already from somewhere. */
    private static final Set<String> MAKES_NOTHING = Set.of("_[_]", "_?_:_");

    /** The list that a macro has so far; its elements have been counted one by one. */
    private static final String ACCUMULATOR = "@result";

    private static final int ELEMENT = 8;
    private static final int ENTRY = 16;

    private final Duration time;
    private final long end;
    private final CallWork.Evaluation work;
    private long left = MOST_SIZE;
    private String exceeded = "";

    /** It is too much. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exceeded(String why) {
            super(why, null, false, false);
        }
    }

    EvaluationBudget(Duration time, CallWork.Evaluation work) {
        this.work = work;
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** The limit that was exceeded; empty when none was. */
    String exceeded() {
        return exceeded;
    }

    @Override
    public void callback(CelExpr part, Object value) {
        switch (part.getKind()) {
            case CALL -> made(part.call(), value);
            case LIST, MAP -> spendAll(value);
            default -> {}
        }
        if (exceeded.isEmpty()) {
            exceeded = work.given(part, value);
        }
        if (exceeded.isEmpty() && System.nanoTime() - end > 0) {
            exceeded = "takes longer than " + time.toMillis() + " ms";
        }
        if (!exceeded.isEmpty()) {
            throw new Exceeded(exceeded);
        }
    }

    private void made(CelExpr.CelCall call, Object value) {
        if (MAKES_NOTHING.contains(call.function()) || collects(call)) {
            return;
        }
        if (value instanceof String text) {
            spend(text.length());
        } else if (value instanceof List<?> list) {
            spend((long) ELEMENT * list.size());
        }
    }

    private static boolean collects(CelExpr.CelCall call) {
        return call.function().equals("_+_")
                && call.args().get(0).getKind() == CelExpr.ExprKind.Kind.IDENT
                && call.args().get(0).ident().name().equals(ACCUMULATOR);
    }

    private void spendAll(Object value) {
        if (!exceeded.isEmpty()) {
            return;
        }
        if (value instanceof String text) {
            spend(text.length());
        } else if (value instanceof List<?> list) {
            spend((long) ELEMENT * list.size());
            list.forEach(this::spendAll);
        } else if (value instanceof Map<?, ?> map) {
            spend((long) ENTRY * map.size());
            map.values().forEach(this::spendAll);
        }
    }

    private void spend(long size) {
        left -= size;
        if (left < 0) {
            exceeded = tooLarge();
        }
    }

    static String tooLarge() {
        return "makes values of more than " + MOST_SIZE + " characters";
    }
}
