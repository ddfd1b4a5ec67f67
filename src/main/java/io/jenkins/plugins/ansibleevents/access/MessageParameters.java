package io.jenkins.plugins.ansibleevents.access;

import hudson.model.Cause;
import hudson.model.InvisibleAction;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Names the parameters of a build that hold values of a message, which a stranger wrote. A trigger gives it to the
 * builds that it starts.
 *
 * <p>Saved by Jenkins in {@code build.xml}; field names are for ever.
 */
@Restricted(NoExternalUse.class)
public final class MessageParameters extends InvisibleAction {

    private final ArrayList<String> names;
    private final boolean groups;

    /**
     * Names parameters.
     *
     * @param groups whether a limit among them may name groups of the inventory, too
     */
    public MessageParameters(Collection<String> names, boolean groups) {
        this.names = new ArrayList<>(names);
        this.groups = groups;
    }

    /**
     * The parameters of a build that hold a message's values. A build that was started by another may have its values
     * from there: when any parameter of the other is a stranger's, all of its own are.
     *
     * @return empty when no message is behind the build
     */
    public static Optional<MessageParameters> of(Run<?, ?> build) {
        MessageParameters own = build.getAction(MessageParameters.class);
        if (own != null) {
            return Optional.of(own);
        }
        for (Cause cause : build.getCauses()) {
            Run<?, ?> upstream = cause instanceof Cause.UpstreamCause above ? above.getUpstreamRun() : null;
            Optional<MessageParameters> theirs = upstream == null ? Optional.empty() : of(upstream);
            if (theirs.isPresent()) {
                return Optional.of(new MessageParameters(all(build).keySet(), theirs.get().groups));
            }
        }
        return Optional.empty();
    }

    public List<String> getNames() {
        return List.copyOf(names);
    }

    public boolean isGroups() {
        return groups;
    }

    /** The values of these parameters in a build, as text. */
    public Map<String, String> valuesIn(Run<?, ?> build) {
        Map<String, String> values = all(build);
        values.keySet().retainAll(names);
        return values;
    }

    private static Map<String, String> all(Run<?, ?> build) {
        var values = new LinkedHashMap<String, String>();
        ParametersAction parameters = build.getAction(ParametersAction.class);
        if (parameters != null) {
            for (ParameterValue parameter : parameters.getParameters()) {
                values.put(parameter.getName(), String.valueOf(parameter.getValue()));
            }
        }
        return values;
    }
}
