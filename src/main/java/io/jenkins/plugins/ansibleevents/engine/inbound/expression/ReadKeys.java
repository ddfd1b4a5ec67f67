package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a message that an expression reads, as far as they are written in it: {@code payload.alerts.map(a,
 * a.labels["host"])} reads {@code payload.alerts}, {@code payload.alerts[].labels} and {@code
 * payload.alerts[].labels.host}. A key that is computed is not among them.
 */
public final class ReadKeys {

    private static final String ITEM = "item";

    private final Set<Path> read = new LinkedHashSet<>();
    private final Optional<Path> result;

    private ReadKeys(CelAbstractSyntaxTree tree, Map<String, Path> names) {
        this.result = walk(tree.getExpr(), names);
    }

    /**
     * A place in the payload.
     *
     * @param steps keys, and {@link #ELEMENT} for each element of a list
     */
    public record Path(List<String> steps) {

        /** Stands for any element of a list; no key of JSON that people write is this one. */
        public static final String ELEMENT = "[]";

        static final Path PAYLOAD = new Path(List.of());

        Path then(String step) {
            var more = new ArrayList<>(steps);
            more.add(step);
            return new Path(List.copyOf(more));
        }

        /** As people write it, from {@code payload} on. */
        @Override
        public String toString() {
            var text = new StringBuilder("payload");
            for (String step : steps) {
                text.append(step.equals(ELEMENT) ? step : "." + step);
            }
            return text.toString();
        }
    }

    /**
     * Reads an expression.
     *
     * @param split what makes {@code item}; empty when the message is not split
     * @throws ExpressionException when one of them does not compile
     */
    public static Set<Path> of(String source, String split) throws ExpressionException {
        var names = new HashMap<String, Path>();
        names.put("payload", Path.PAYLOAD);
        if (!split.isBlank()) {
            new ReadKeys(Expression.tree(split), names)
                    .result.ifPresent(list -> names.put(ITEM, list.then(Path.ELEMENT)));
        }
        return Collections.unmodifiableSet(new ReadKeys(Expression.tree(source), names).read);
    }

    /** Notes the keys in a part of the expression; returns the place that its value is, if it is one. */
    private Optional<Path> walk(CelExpr part, Map<String, Path> names) {
        switch (part.getKind()) {
            case IDENT:
                return Optional.ofNullable(names.get(part.ident().name()));
            case SELECT:
                Optional<Path> value =
                        key(walk(part.select().operand(), names), part.select().field());
                return part.select().testOnly() ? Optional.empty() : value;
            case CALL:
                return call(part.call(), names);
            case COMPREHENSION:
                loop(part.comprehension(), names);
                return Optional.empty();
            case LIST:
                part.list().elements().forEach(each -> walk(each, names));
                return Optional.empty();
            case MAP:
                part.map().entries().forEach(entry -> {
                    walk(entry.key(), names);
                    walk(entry.value(), names);
                });
                return Optional.empty();
            default:
                return Optional.empty();
        }
    }

    private Optional<Path> key(Optional<Path> of, String name) {
        Optional<Path> path = of.map(parent -> parent.then(name));
        path.ifPresent(read::add);
        return path;
    }

    private Optional<Path> call(CelCall call, Map<String, Path> names) {
        if (call.function().equals("_[_]")) {
            Optional<Path> of = walk(call.args().get(0), names);
            CelExpr index = call.args().get(1);
            walk(index, names);
            if (index.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                return Optional.empty();
            }
            return index.constant().getKind() == CelConstant.Kind.STRING_VALUE
                    ? key(of, index.constant().stringValue())
                    : of.map(list -> list.then(Path.ELEMENT));
        }
        call.target().ifPresent(target -> walk(target, names));
        call.args().forEach(each -> walk(each, names));
        return Optional.empty();
    }

    private void loop(CelComprehension loop, Map<String, Path> names) {
        Optional<Path> list = walk(loop.iterRange(), names);
        var inside = new HashMap<>(names);
        inside.remove(loop.iterVar());
        list.ifPresent(path -> inside.put(loop.iterVar(), path.then(Path.ELEMENT)));
        walk(loop.accuInit(), names);
        walk(loop.loopCondition(), inside);
        walk(loop.loopStep(), inside);
        walk(loop.result(), names);
    }
}
