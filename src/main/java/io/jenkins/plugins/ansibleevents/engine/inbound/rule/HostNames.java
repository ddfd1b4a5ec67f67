package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A host limit from a message. What a stranger's message says must never become a pattern: {@code all}, {@code *}, {@code
 * !host}, {@code @file} and the like are refused, and so is an empty limit, which Ansible would understand as every host.
 */
final class HostNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
    private static final Set<String> EVERYBODY = Set.of("all", "ungrouped");

    private HostNames() {}

    /**
     * Reads one text (names separated by commas) or a list of texts.
     *
     * @throws IllegalArgumentException when there is no name, or something that is not a plain name
     */
    static List<String> of(JsonNode value) {
        var names = new LinkedHashSet<String>();
        for (String text : texts(value)) {
            for (String part : text.split(",")) {
                names.add(checked(part.strip()));
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no host; leave limit out of the rule to run on all hosts");
        }
        return List.copyOf(names);
    }

    private static List<String> texts(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException("must be a host name or a list of host names");
        }
        var texts = new ArrayList<String>();
        value.forEach(element -> texts.addAll(element.isTextual() ? List.of(element.textValue()) : List.of("")));
        return texts;
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches() || EVERYBODY.contains(name)) {
            throw new IllegalArgumentException("not a plain host or group name");
        }
        return name;
    }
}
