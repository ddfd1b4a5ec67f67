package io.jenkins.plugins.ansibleevents.step.moved;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.engine.secret.SecretNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Extra variables as the steps of the {@code ansible} plugin have them: a map of names to values, or a list of entries
 * with {@code key}, {@code secretValue} and {@code hidden}. There every value becomes {@code -e name=value}: a text, which
 * is true or false when it says so.
 *
 * <p>There a hidden value is left out of the command in the log, and every value is hidden that is not marked otherwise.
 * Here no value is in a command. A value that a script marks as hidden, and one whose name sounds like a secret, is masked
 * in everything that is written; any other is not, because masks for ordinary words would cover half of every log.
 */
final class MovedVariables {

    private static final Set<String> MARK = Set.of("$class", "key", "value", "secretValue", "hidden");

    private final String step;
    private final UnaryOperator<String> expansion;
    private final Map<String, Object> variables = new LinkedHashMap<>();

    private MovedVariables(String step, UnaryOperator<String> expansion) {
        this.step = step;
        this.expansion = expansion;
    }

    /**
     * The variables for {@code ansibleRun}.
     *
     * @param step the name of the step in messages
     * @param expansion puts in the values of variables, in names and values
     * @throws AbortException naming a value that the step does not take
     */
    static Map<String, Object> of(String step, Object given, UnaryOperator<String> expansion) throws AbortException {
        var moved = new MovedVariables(step, expansion);
        if (given instanceof Map<?, ?> map) {
            for (var variable : map.entrySet()) {
                moved.add(String.valueOf(variable.getKey()), variable.getValue());
            }
        } else if (given instanceof List<?> list) {
            for (Object entry : list) {
                moved.addEntry(entry);
            }
        } else {
            throw moved.refused("extraVars", Messages.MovedVariables_neither());
        }
        return moved.variables;
    }

    private void addEntry(@CheckForNull Object entry) throws AbortException {
        if (!(entry instanceof Map<?, ?> map) || !(map.get("key") instanceof CharSequence key)) {
            throw refused("extraVars", Messages.MovedVariables_noEntry());
        }
        add(key.toString(), map);
    }

    private void add(String name, @CheckForNull Object given) throws AbortException {
        if (given instanceof Map<?, ?> mark) {
            if (!MARK.containsAll(mark.keySet())) {
                throw refused("extraVars." + name, Messages.MovedVariables_map());
            }
            Object value = mark.get("secretValue") != null ? mark.get("secretValue") : mark.get("value");
            put(name, value, !Boolean.FALSE.equals(mark.get("hidden")));
        } else {
            put(name, given, given instanceof Secret || SecretNames.soundsSecret(name));
        }
    }

    /** Adds a variable; one without a value is left out, as there. */
    private void put(String name, @CheckForNull Object given, boolean hide) throws AbortException {
        if (given == null) {
            return;
        }
        variables.put(expansion.apply(name), Map.of("value", value(name, given), "hidden", hide));
    }

    private Object value(String name, Object value) throws AbortException {
        if (value instanceof Secret secret) {
            return trueOrText(expansion.apply(secret.getPlainText()));
        }
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return trueOrText(expansion.apply(value.toString()));
        }
        throw refused("extraVars." + name, Messages.MovedVariables_type());
    }

    private static Object trueOrText(String text) {
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
    }

    private AbortException refused(String option, String reason) {
        return new AbortException(step + ": " + option + ": " + reason);
    }
}
