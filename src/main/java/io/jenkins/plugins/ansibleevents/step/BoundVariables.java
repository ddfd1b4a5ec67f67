package io.jenkins.plugins.ansibleevents.step;

import hudson.model.Run;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The variables that {@code withCredentials} has set around a build step that a Pipeline calls. Jenkins gives such a build
 * step its environment, but not the names of the secret variables in it; the running steps of the build know them.
 */
final class BoundVariables {

    private static final Logger LOGGER = Logger.getLogger(BoundVariables.class.getName());

    private BoundVariables() {}

    /** The names of secret variables of all steps that this build runs now; none in a freestyle build. */
    static Set<String> of(Run<?, ?> build) throws IOException, InterruptedException {
        if (!(build instanceof FlowExecutionOwner.Executable pipeline)) {
            return Set.of();
        }
        FlowExecutionOwner owner = pipeline.asFlowExecutionOwner();
        if (owner == null) {
            return Set.of();
        }
        var names = new LinkedHashSet<String>();
        for (StepExecution step : running(owner)) {
            names.addAll(around(step));
        }
        return names;
    }

    private static Set<String> around(StepExecution step) throws InterruptedException {
        try {
            EnvironmentExpander expander = step.getContext().get(EnvironmentExpander.class);
            return expander == null ? Set.of() : expander.getSensitiveVariables();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "a step of another branch has just ended: " + step);
            return Set.of();
        }
    }

    private static List<StepExecution> running(FlowExecutionOwner owner) throws IOException, InterruptedException {
        try {
            return owner.get().getCurrentExecutions(true).get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the running steps of the build cannot be asked for their secrets: " + e.getCause(), e);
        }
    }
}
