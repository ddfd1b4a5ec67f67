package io.jenkins.plugins.ansibleevents.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Extra variables as a Pipeline gives them: text, or a map of any values. The values of a map are used as they are, and
 * live in memory only; no text of them is parsed again.
 *
 * @param text the visible ones as YAML or JSON, as they are shown
 * @param map the visible ones when they were given as a map
 * @param hidden the ones to be masked
 */
record StepExtraVars(String text, Optional<ObjectNode> map, ObjectNode hidden) {

    /** No variables. */
    static final StepExtraVars NONE = text("");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MARKED = Set.of("value", "hidden");

    private static StepExtraVars text(String text) {
        return new StepExtraVars(text, Optional.empty(), JsonNodeFactory.instance.objectNode());
    }

    static StepExtraVars read(@CheckForNull Object extraVars) {
        if (!(extraVars instanceof Map<?, ?> map)) {
            return text(extraVars == null ? "" : extraVars.toString());
        }
        ObjectNode visible = JSON.createObjectNode();
        ObjectNode hidden = JSON.createObjectNode();
        map.forEach((name, value) -> {
            if (value instanceof Map<?, ?> marked && MARKED.equals(marked.keySet())) {
                boolean hide = Boolean.parseBoolean(String.valueOf(marked.get("hidden")));
                (hide ? hidden : visible).set(name.toString(), tree(marked.get("value")));
            } else {
                visible.set(name.toString(), tree(value));
            }
        });
        return new StepExtraVars(visible.isEmpty() ? "" : visible.toString(), Optional.of(visible), hidden);
    }

    /** Keeps types; a value without a JSON type (a GString, a file) becomes its text. */
    private static JsonNode tree(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.createObjectNode();
            map.forEach((name, child) -> object.set(name.toString(), tree(child)));
            return object;
        }
        if (value instanceof Iterable<?> list) {
            ArrayNode array = JSON.createArrayNode();
            list.forEach(child -> array.add(tree(child)));
            return array;
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return JSON.valueToTree(value);
        }
        return JsonNodeFactory.instance.textNode(value.toString());
    }

    @Override
    public String toString() {
        return "StepExtraVars[" + hidden.size() + " hidden]";
    }
}
