package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import java.beans.Introspector;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The types of the step's options, for values of a Pipeline. Pipeline prints a stack trace and all arguments when a value
 * has another type, so such a value is refused here, when the run starts, in one sentence.
 */
final class OptionTypes {

    private static final Map<String, Class<?>> TYPES = setters(PlaybookOptions.class);
    private static final Map<String, Class<?>> POLICY = setters(ResultPolicy.class);
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,9}");

    private OptionTypes() {}

    private static Map<String, Class<?>> setters(Class<?> options) {
        var types = new TreeMap<String, Class<?>>();
        Arrays.stream(options.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .forEach(method -> types.put(
                        Introspector.decapitalize(method.getName().substring("set".length())),
                        method.getParameterTypes()[0]));
        return types;
    }

    /** The value as its option takes it: everybody writes a number where an option has text. */
    static @CheckForNull Object fitting(String option, @CheckForNull Object value) {
        Class<?> type = TYPES.get(option);
        if (type == String.class && (value instanceof Number || value instanceof Boolean)) {
            return value.toString();
        }
        if (type == ResultPolicy.class && value instanceof Map<?, ?> map) {
            var texts = new LinkedHashMap<Object, Object>();
            map.forEach((key, of) -> texts.put(key, of instanceof Number ? of.toString() : of));
            return texts;
        }
        return value;
    }

    /** Whether an option takes a value; an option that does not exist is Jenkins' to report. */
    static boolean takes(String option, @CheckForNull Object value) {
        return value == null || problem(option, value) == null;
    }

    /** Refuses a value that its option does not take. */
    static PlaybookRequestException refused(String option, Object value) {
        return new PlaybookRequestException(option, String.valueOf(problem(option, value)));
    }

    private static @CheckForNull String problem(String option, Object value) {
        Class<?> type = TYPES.get(option);
        if (type == int.class) {
            boolean fits =
                    value instanceof Number || WHOLE_NUMBER.matcher(text(value)).matches();
            return fits ? null : Messages.OptionTypes_noNumber(shown(value));
        }
        if (type == boolean.class) {
            boolean fits = value instanceof Boolean || List.of("true", "false").contains(text(value));
            return fits ? null : Messages.OptionTypes_noBoolean(shown(value));
        }
        if (type == ResultPolicy.class) {
            return policyProblem(value);
        }
        if (type == List.class) {
            boolean fits = value instanceof Collection<?> list
                    && list.stream().noneMatch(entry -> entry instanceof CharSequence || entry instanceof Number);
            return fits ? null : Messages.OptionTypes_noList();
        }
        boolean fits = type != String.class || value instanceof CharSequence;
        return fits ? null : Messages.OptionTypes_noText(value.getClass().getTypeName());
    }

    private static @CheckForNull String policyProblem(Object value) {
        if (value instanceof CharSequence || value instanceof Collection<?> || value instanceof Number) {
            return Messages.OptionTypes_noPolicy(shown(value));
        }
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        for (var entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!POLICY.containsKey(key) && !key.startsWith("$")) {
                return Messages.OptionTypes_noKey(key, String.join(", ", POLICY.keySet()));
            }
            if (entry.getValue() != null && !(entry.getValue() instanceof CharSequence)) {
                return Messages.OptionTypes_noKeyText(
                        key, entry.getValue().getClass().getTypeName());
            }
        }
        return null;
    }

    private static String text(Object value) {
        return value instanceof CharSequence ? value.toString().strip() : "";
    }

    /** The text of a value, or else only its type. */
    private static String shown(Object value) {
        return value instanceof CharSequence || value instanceof Number
                ? "\"" + value + "\""
                : "of the type " + value.getClass().getTypeName();
    }
}
