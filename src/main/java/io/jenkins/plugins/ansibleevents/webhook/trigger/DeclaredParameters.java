package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersDefinitionProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.WeakHashMap;

/**
 * The parameters that jobs declare, or have declared a moment ago. A Pipeline that calls {@code properties} takes them
 * away and declares them again in each build; a form that is saved does so, too. Safe for use by several threads.
 */
final class DeclaredParameters {

    private final Map<Job<?, ?>, Map<String, Seen>> jobs = new WeakHashMap<>();

    /**
     * A parameter as it was declared.
     *
     * @param missing since when it is not; empty while it is
     */
    private record Seen(ParameterDefinition definition, OptionalLong missing) {

        boolean isMissingForLong() {
            return missing.isPresent() && EventTriggers.isOld(missing.getAsLong());
        }

        Seen missing(long now) {
            return missing.isPresent() ? this : new Seen(definition, OptionalLong.of(now));
        }
    }

    /** What a job declares, and what it has declared a moment ago; remembers it. */
    synchronized List<ParameterDefinition> of(Job<?, ?> job) {
        long now = System.nanoTime();
        var seen = new LinkedHashMap<String, Seen>();
        present(job).forEach(each -> seen.put(each.getName(), new Seen(each, OptionalLong.empty())));
        jobs.getOrDefault(job, Map.of()).forEach((name, before) -> {
            if (!before.isMissingForLong()) {
                seen.putIfAbsent(name, before.missing(now));
            }
        });
        jobs.put(job, seen);
        return seen.values().stream().map(Seen::definition).toList();
    }

    private static List<ParameterDefinition> present(Job<?, ?> job) {
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        return property == null ? List.of() : List.copyOf(property.getParameterDefinitions());
    }
}
