package io.jenkins.plugins.ansibleevents.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Values of a Pipeline, which are any objects, as the text or tree that an option holds. */
final class GroovyValues {

    /**
     * An option that is a list for those who write Groovy.
     *
     * @param separator what is between two entries in the text of the option
     * @param setter takes that text
     */
    private record ListOption(String separator, BiConsumer<PlaybookOptions, String> setter) {}

    private static final Map<String, ListOption> LISTS = Map.of(
            "inventory", new ListOption("\n", PlaybookOptions::setInventory),
            "limit", new ListOption(",", PlaybookOptions::setLimit),
            "hosts", new ListOption(",", PlaybookOptions::setHosts),
            "tags", new ListOption(",", PlaybookOptions::setTags),
            "skippedTags", new ListOption(",", PlaybookOptions::setSkippedTags),
            "rolesPath", new ListOption("\n", PlaybookOptions::setRolesPath),
            "containerVolumes", new ListOption("\n", PlaybookOptions::setContainerVolumes),
            "containerOptions", new ListOption("\n", PlaybookOptions::setContainerOptions),
            "emitters", new ListOption("\n", PlaybookOptions::setEmitters),
            "omitEvents", new ListOption("\n", PlaybookOptions::setOmitEvents));

    private static final ObjectMapper JSON = new ObjectMapper();

    private GroovyValues() {}

    /** Whether an option takes this value as it is, without a conversion here. */
    private static boolean isPlain(@CheckForNull Object value) {
        return value == null || value instanceof CharSequence;
    }

    /** Moves what an option does not take as it is to {@link PlaybookOptions#setGroovyValues}. */
    static Map<String, Object> moved(Map<String, Object> arguments) {
        var plain = new LinkedHashMap<String, Object>();
        var others = new LinkedHashMap<String, Object>();
        arguments.forEach((option, value) -> {
            boolean ours = LISTS.containsKey(option) || option.equals("extraVars") || option.equals("roleVars");
            Object fitting = ours ? value : OptionTypes.fitting(option, value);
            boolean moves = ours ? !isPlain(value) : !OptionTypes.takes(option, fitting);
            (moves ? others : plain).put(option, fitting);
        });
        if (!others.isEmpty()) {
            plain.put("groovyValues", others);
        }
        return plain;
    }

    /** Sets the options that {@link #moved} has moved. */
    static void setAll(PlaybookOptions options, Map<String, Object> values) {
        values.forEach((option, value) -> {
            ListOption list = LISTS.get(option);
            if (list != null) {
                list.setter().accept(options, list(option, list.separator(), value));
            } else if (option.equals("extraVars")) {
                options.setExtraVariables(variables(option, value));
            } else if (option.equals("roleVars")) {
                options.setRoleVars(roleVars(variables(option, value)));
            } else {
                throw OptionTypes.refused(option, value);
            }
        });
    }

    /** They are written into a playbook, where no secret belongs. */
    private static String roleVars(Map<?, ?> variables) {
        if (holdsSecret(variables)) {
            throw new PlaybookRequestException("roleVars", Messages.GroovyValues_secretOfRole());
        }
        return tree("roleVars", variables).toString();
    }

    private static Map<?, ?> variables(String option, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new PlaybookRequestException(option, Messages.GroovyValues_noVariables(type(value)));
    }

    /**
     * The text of an option that is a list.
     *
     * @throws PlaybookRequestException naming the option and the type of what is no text
     */
    private static String list(String option, String separator, @CheckForNull Object value) {
        List<?> entries = value instanceof Map<?, ?> ? null : entries(value);
        if (entries == null) {
            return entry(option, value);
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < entries.size(); i++) {
            texts.add(entry(option + "[" + i + "]", entries.get(i)));
        }
        return String.join(separator, texts);
    }

    private static String entry(String place, @CheckForNull Object value) {
        if (!isText(value) || value instanceof Secret) {
            throw new PlaybookRequestException(place, Messages.GroovyValues_noText(type(value)));
        }
        String text = value.toString();
        if (text.indexOf('\n') >= 0) {
            throw new PlaybookRequestException(place, Messages.GroovyValues_lineBreak());
        }
        return text;
    }

    /** Text, or what everybody writes as one. */
    private static boolean isText(@CheckForNull Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>;
    }

    /**
     * Any value as JSON: numbers, booleans, texts, lists, arrays and maps of these.
     *
     * @param place what the value is, for the message
     * @throws PlaybookRequestException naming the place and the type of what is none of these
     */
    static JsonNode tree(String place, @CheckForNull Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return JSON.valueToTree(value);
        }
        if (value instanceof Secret secret) {
            return JsonNodeFactory.instance.textNode(secret.getPlainText());
        }
        if (isText(value)) {
            return JsonNodeFactory.instance.textNode(value.toString());
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.createObjectNode();
            map(place, map).forEach((name, child) -> object.set(name, tree(place + "." + name, child)));
            return object;
        }
        List<?> entries = entries(value);
        if (entries == null) {
            throw new PlaybookRequestException(place, Messages.GroovyValues_refused(type(value)));
        }
        ArrayNode array = JSON.createArrayNode();
        for (int i = 0; i < entries.size(); i++) {
            array.add(tree(place + "[" + i + "]", entries.get(i)));
        }
        return array;
    }

    /** A map by names that are text. */
    static Map<String, Object> map(String place, Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> {
            if (!isText(name)) {
                throw new PlaybookRequestException(place, Messages.GroovyValues_noName(type(name)));
            }
            named.put(name.toString(), value);
        });
        return named;
    }

    /** Whether a secret, such as the value of a password parameter, is in a value. */
    static boolean holdsSecret(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(GroovyValues::holdsSecret);
        }
        List<?> entries = entries(value);
        return entries == null ? value instanceof Secret : entries.stream().anyMatch(GroovyValues::holdsSecret);
    }

    /** The entries of a list or an array; null when the value is neither. */
    private static @CheckForNull List<?> entries(@CheckForNull Object value) {
        var entries = new ArrayList<Object>();
        if (value instanceof Iterable<?> list) {
            list.forEach(entries::add);
            return entries;
        }
        if (value == null || !value.getClass().isArray()) {
            return null;
        }
        for (int i = 0; i < Array.getLength(value); i++) {
            entries.add(Array.get(value, i));
        }
        return entries;
    }

    private static String type(@CheckForNull Object value) {
        return value == null ? "null" : value.getClass().getTypeName();
    }
}
