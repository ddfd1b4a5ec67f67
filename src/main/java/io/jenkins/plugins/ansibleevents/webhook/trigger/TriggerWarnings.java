package io.jenkins.plugins.ansibleevents.webhook.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * What is probably a mistake in a trigger that can be used: a key that the schema of its endpoint does not have, a parameter
 * that its job does not declare. Safe for use by several threads.
 */
final class TriggerWarnings {

    /** Each expression is read once for a trigger and a schema: triggers are looked at every minute. */
    private final Map<AnsibleEventTrigger, Keys> keys = new WeakHashMap<>();

    private record Keys(Optional<JsonNode> schema, List<String> words) {}

    /**
     * In words.
     *
     * @param declared what the job declares
     */
    List<String> of(Job<?, ?> job, AnsibleEventTrigger trigger, List<ParameterDefinition> declared) {
        var words = new ArrayList<>(keys(trigger));
        var missing = new TreeSet<String>();
        if (!trigger.isUndeclaredParameters()) {
            trigger.getParameters().forEach(parameter -> missing.add(parameter.getName()));
            if (!trigger.getLimit().isEmpty()) {
                missing.add(trigger.getLimitParameter());
            }
            declared.forEach(definition -> missing.remove(definition.getName()));
        }
        if (!missing.isEmpty()) {
            words.add(Messages.JobParameters_undeclared(job.getFullDisplayName(), String.join(", ", missing)));
        }
        return words;
    }

    private synchronized List<String> keys(AnsibleEventTrigger trigger) {
        Optional<JsonNode> schema = EndpointAccess.get().schema(trigger.getEndpoint());
        Keys known = keys.get(trigger);
        if (known == null || !known.schema().equals(schema)) {
            known = new Keys(schema, SchemaCheck.words(trigger, schema));
            keys.put(trigger, known);
        }
        return known.words();
    }
}
