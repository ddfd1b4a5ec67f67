package io.jenkins.plugins.ansibleevents.access;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The secrets of a build besides our own credentials: bindings of {@code withCredentials}, password parameters. */
@Restricted(NoExternalUse.class)
public final class SensitiveValues {

    private SensitiveValues() {}

    /**
     * The values of all sensitive variables of a build.
     *
     * @param sensitiveNames names that the context of a Pipeline step says are sensitive; empty in freestyle builds
     */
    public static List<Secret> of(Run<?, ?> build, EnvVars environment, Collection<String> sensitiveNames) {
        Set<String> names = new LinkedHashSet<>(sensitiveNames);
        if (build instanceof AbstractBuild<?, ?> freestyle) {
            names.addAll(freestyle.getSensitiveBuildVariables());
        }
        ParametersAction parameters = build.getAction(ParametersAction.class);
        if (parameters != null) {
            parameters.getParameters().stream()
                    .filter(ParameterValue::isSensitive)
                    .map(ParameterValue::getName)
                    .forEach(names::add);
        }
        var values = new ArrayList<Secret>();
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isEmpty()) {
                values.add(Secret.of(value));
            }
        }
        return values;
    }
}
