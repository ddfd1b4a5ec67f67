package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Descriptor;
import hudson.tasks.Builder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The Pipeline step {@code ansibleRun}, which returns a {@link PlaybookResult}. It is a meta step: Pipeline makes
 * {@code ansibleRunStep(ansibleRun(playbook: 'site.yml'))} of {@code ansibleRun playbook: 'site.yml'}, where
 * {@code ansibleRun} is the symbol of {@link PipelineOptions}. So the options are described once, and a Pipeline has them
 * flat.
 */
@Restricted(NoExternalUse.class)
public final class AnsibleRunStep extends Step {

    private final PlaybookOptions delegate;

    @DataBoundConstructor
    public AnsibleRunStep(PlaybookOptions delegate) {
        this.delegate = delegate;
    }

    public PlaybookOptions getDelegate() {
        return delegate;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AnsibleRunExecution(context, delegate);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return StepSurroundings.CLASSES;
        }

        /** Nobody needs to write it: {@code ansibleRun} is the symbol of its options. */
        @Override
        public String getFunctionName() {
            return "ansibleRunStep";
        }

        @Override
        public boolean isMetaStep() {
            return true;
        }

        @Override
        public String getDisplayName() {
            return Messages.AnsibleRunStep_displayName();
        }

        /** The playbook, or else role or module. It is an option of the only argument of a meta step, and a script may leave out its name. */
        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            Map<?, ?> options = options(namedArgs.get("delegate"));
            return Stream.of("playbook", UninstantiatedDescribable.ANONYMOUS_KEY, "role", "module")
                    .map(options::get)
                    .filter(CharSequence.class::isInstance)
                    .map(Object::toString)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse(null);
        }

        private static Map<?, ?> options(@CheckForNull Object delegate) {
            if (delegate instanceof UninstantiatedDescribable symbol) {
                return symbol.getArguments();
            }
            return delegate instanceof Map<?, ?> map ? map : Map.of();
        }

        /** The one choice of the form. */
        public List<Descriptor<Builder>> getDelegateDescriptors() {
            return List.of(PipelineOptions.DescriptorImpl.get());
        }
    }
}
