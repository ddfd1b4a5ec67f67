package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import dev.cel.extensions.CelStringExtensions;
import dev.cel.runtime.CelFunctionBinding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The functions of CEL's strings library whose result can be any number of times as large as their arguments. They do
 * what the library's own do, but stop while the result grows: afterwards would be too late.
 */
final class BoundedTexts {

    /** What is taken from the library. */
    static final Set<CelStringExtensions.Function> OTHERS =
            EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.REPLACE, CelStringExtensions.Function.JOIN));

    static final List<CelFunctionBinding> BINDINGS = List.of(
            CelFunctionBinding.from(
                    "string_replace_string_string",
                    List.of(String.class, String.class, String.class),
                    args -> replace((String) args[0], (String) args[1], (String) args[2], -1)),
            CelFunctionBinding.from(
                    "string_replace_string_string_int",
                    List.of(String.class, String.class, String.class, Long.class),
                    args -> replace((String) args[0], (String) args[1], (String) args[2], (Long) args[3])),
            CelFunctionBinding.from("list_join", List.class, list -> join(list, "")),
            CelFunctionBinding.from("list_join_string", List.class, String.class, BoundedTexts::join));

    private final StringBuilder out = new StringBuilder();

    /**
     * Replaces at most so many; a negative number means all. An empty search is found before and behind every
     * character.
     */
    static String replace(String text, String search, String by, long limit) {
        var result = new BoundedTexts();
        int done = 0;
        int at = text.indexOf(search);
        for (long left = limit; at >= 0 && left != 0; left--) {
            result.add(text, done, at);
            result.add(by, 0, by.length());
            done = at + search.length();
            at = search.isEmpty() ? nextCharacter(text, at) : text.indexOf(search, done);
        }
        result.add(text, done, text.length());
        return result.out.toString();
    }

    private static int nextCharacter(String text, int at) {
        return at == text.length() ? -1 : text.offsetByCodePoints(at, 1);
    }

    private static String join(List<?> list, String between) {
        var result = new BoundedTexts();
        boolean isFirst = true;
        for (Object each : list) {
            String text = String.valueOf(each);
            result.add(between, 0, isFirst ? 0 : between.length());
            result.add(text, 0, text.length());
            isFirst = false;
        }
        return result.out.toString();
    }

    private void add(String text, int from, int to) {
        if (out.length() + to - from > EvaluationBudget.MOST_SIZE) {
            throw new EvaluationBudget.Exceeded(EvaluationBudget.tooLarge());
        }
        out.append(text, from, to);
    }
}
