package io.jenkins.plugins.ansibleevents.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
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

    private static final String OPTION = "extraVars";
    private static final Set<String> MARKED = Set.of("value", "hidden");
    private static final Set<String> SECRET = Set.of("secretValue", "hidden");

    /** Extra variables as YAML or JSON. */
    static StepExtraVars text(@CheckForNull String text) {
        return new StepExtraVars(Texts.orEmpty(text), Optional.empty(), JsonNodeFactory.instance.objectNode());
    }

    /**
     * Extra variables as a map. One that is marked as hidden, or that holds the value of a password parameter, is hidden.
     *
     * @throws PlaybookRequestException naming a value that no variable can hold, and its type
     */
    static StepExtraVars map(Map<?, ?> map) {
        ObjectNode visible = JsonNodeFactory.instance.objectNode();
        ObjectNode hidden = JsonNodeFactory.instance.objectNode();
        GroovyValues.map(OPTION, map).forEach((name, given) -> {
            boolean marked = given instanceof Map<?, ?> pair && isMarked(pair);
            Object value = marked ? valueOf((Map<?, ?>) given) : given;
            boolean hide = GroovyValues.holdsSecret(value) || marked && isHidden((Map<?, ?>) given);
            (hide ? hidden : visible).set(name, GroovyValues.tree(OPTION + "." + name, value));
        });
        return new StepExtraVars(visible.isEmpty() ? "" : visible.toString(), Optional.of(visible), hidden);
    }

    /**
     * Whether a map is a value with a mark, as the {@code ansible} plugin has it, and not a variable that is a map: it has
     * {@code hidden} beside {@code value}, or {@code secretValue} with or without {@code hidden}, and nothing else.
     */
    private static boolean isMarked(Map<?, ?> map) {
        Set<?> names = map.keySet();
        return MARKED.equals(names) || names.contains("secretValue") && SECRET.containsAll(names);
    }

    private static @CheckForNull Object valueOf(Map<?, ?> marked) {
        return marked.containsKey("secretValue") ? marked.get("secretValue") : marked.get("value");
    }

    /** Only a clear no shows a value, as in the {@code ansible} plugin. */
    private static boolean isHidden(Map<?, ?> marked) {
        return !"false".equalsIgnoreCase(String.valueOf(marked.get("hidden")));
    }

    @Override
    public String toString() {
        return "StepExtraVars[" + hidden.size() + " hidden]";
    }
}
