package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of an expression whose work grows faster than their arguments. Nothing can break them off once they have
 * begun, so their arguments are measured before. Immutable.
 */
final class CallWork {

    /**
     * How much a function may get.
     *
     * @param most largest product of the sizes of its arguments: characters of texts, elements of lists
     */
    private record Bound(long most) {}

    private static final Bound LISTS = new Bound(10_000_000);
    private static final Bound TEXTS = new Bound(1_000_000_000);

    private static final Map<String, Bound> BOUNDS = Map.of(
            "matches", new Bound(256 << 10), // the expression is bounded by itself
            "sets.contains", LISTS,
            "sets.equivalent", LISTS,
            "sets.intersects", LISTS,
            "contains", TEXTS,
            "indexOf", TEXTS,
            "lastIndexOf", TEXTS,
            "split", TEXTS,
            "replace", TEXTS);

    /** An argument of such a call. */
    private record Argument(long call, String function) {}

    private final Map<Long, Argument> arguments = new HashMap<>();

    private CallWork() {}

    static CallWork of(CelAbstractSyntaxTree tree) {
        var work = new CallWork();
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
                .forEach(node -> work.add(node.expr()));
        return work;
    }

    private void add(CelExpr expression) {
        CelExpr.CelCall call = expression.call();
        if (!BOUNDS.containsKey(call.function())) {
            return;
        }
        var argument = new Argument(expression.id(), call.function());
        List<CelExpr> given = new ArrayList<>(call.args());
        call.target().ifPresent(given::add);
        if (call.function().equals("matches")) {
            // The text alone: it comes first, whichever way the call is written.
            given = List.of(call.target().orElse(given.get(0)));
        }
        given.forEach(each -> arguments.put(each.id(), argument));
    }

    /** One evaluation of the expression. */
    Evaluation evaluation() {
        return new Evaluation();
    }

    /** The arguments of the calls so far. */
    final class Evaluation {

        private final Map<Long, Long> products = new HashMap<>();

        /** A part of the expression has this value; returns why that is too much for the call it is for, or nothing. */
        String given(CelExpr part, Object value) {
            products.remove(part.id()); // a call in a loop begins anew
            Argument argument = arguments.get(part.id());
            if (argument == null) {
                return "";
            }
            long product = products.merge(argument.call(), size(value), Math::multiplyExact);
            boolean isTooMuch = product > BOUNDS.get(argument.function()).most();
            return isTooMuch ? "gives " + argument.function() + " more than it may get" : "";
        }

        private static long size(Object value) {
            if (value instanceof String text) {
                return Math.max(1, text.length());
            }
            return value instanceof List<?> list ? Math.max(1, list.size()) : 1;
        }
    }
}
