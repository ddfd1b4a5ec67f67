package io.jenkins.plugins.ansibleevents.webhook.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.SimpleParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of a build's parameters: computed ones for what the job declares, its defaults for the rest. Jenkins hides
 * from a build what its job does not declare at the moment when it starts, unless it is marked as safe; what was
 * declared when it was checked here is marked so.
 */
final class JobParameters {

    private final Job<?, ?> job;
    private final List<ParameterDefinition> declared;
    private final Map<String, String> computed = new LinkedHashMap<>();

    /**
     * Computes them.
     *
     * @param declared what the job declares
     */
    JobParameters(Job<?, ?> job, List<ParameterDefinition> declared, AnsibleEventTrigger trigger, Action action) {
        this.job = job;
        this.declared = declared;
        action.parameters().forEach((name, value) -> {
            if (!value.isNull()) {
                computed.put(name, text(value));
            }
        });
        if (!action.limit().isEmpty()) {
            computed.put(trigger.getLimitParameter(), String.join(",", action.limit()));
        }
    }

    /** Which values come from the message. */
    Set<String> names() {
        return Set.copyOf(computed.keySet());
    }

    /** Which of them the job does not declare. */
    Set<String> undeclared() {
        var rest = new TreeSet<>(computed.keySet());
        declared.forEach(definition -> rest.remove(definition.getName()));
        return rest;
    }

    /** Texts as they are, everything else as JSON. */
    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /**
     * The parameters of the build.
     *
     * @param undeclared whether the job gets values that it does not declare, too
     * @return none or one action
     * @throws IllegalArgumentException naming the parameter that the job does not declare or does not take
     */
    List<ParametersAction> actions(boolean undeclared) {
        Set<String> rest = undeclared();
        var values = new ArrayList<ParameterValue>();
        declared.forEach(definition -> add(values, definition));
        if (!rest.isEmpty() && !undeclared) {
            throw new IllegalArgumentException(
                    Messages.JobParameters_undeclared(job.getFullDisplayName(), String.join(", ", rest)));
        }
        rest.forEach(name -> values.add(new StringParameterValue(name, computed.get(name))));
        List<String> safe = values.stream().map(ParameterValue::getName).toList();
        return values.isEmpty() ? List.of() : List.of(new ParametersAction(values, safe));
    }

    private void add(List<ParameterValue> values, ParameterDefinition definition) {
        String text = computed.get(definition.getName());
        ParameterValue value = text == null ? definition.getDefaultParameterValue() : value(definition, text);
        if (value != null) {
            values.add(value);
        }
    }

    private static ParameterValue value(ParameterDefinition definition, String text) {
        if (!(definition instanceof SimpleParameterDefinition simple)) {
            throw new IllegalArgumentException(Messages.JobParameters_kind(
                    definition.getName(), definition.getDescriptor().getDisplayName()));
        }
        ParameterValue value;
        try {
            value = simple.createValue(text);
        } catch (IllegalArgumentException e) {
            // The reason may quote what was sent.
            throw new IllegalArgumentException(Messages.JobParameters_value(definition.getName()));
        }
        if (value == null || !definition.isValid(value)) {
            throw new IllegalArgumentException(Messages.JobParameters_value(definition.getName()));
        }
        return value;
    }
}
