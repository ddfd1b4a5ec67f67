package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunStep;
import io.jenkins.plugins.ansibleevents.step.PipelineOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** A step with the name and the options of one of the {@code ansible} plugin, which starts {@link AnsibleRunStep}. */
@Restricted(NoExternalUse.class)
public abstract class MovedStep extends Step {

    private final MovedOptions options;

    MovedStep(String name) {
        this.options = new MovedOptions(name);
    }

    final void put(String option, Object value) {
        options.put(option, value);
    }

    /** The work as {@code ansibleRun} knows it, without the options that all these steps share. */
    abstract PipelineOptions work(MovedOptions named, UnaryOperator<String> expansion) throws AbortException;

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        UnaryOperator<String> expansion = MovedOptions.expansion(context.get(Run.class), context.get(EnvVars.class));
        PipelineOptions run = work(options, expansion);
        options.setOn(run, expansion);
        context.get(TaskListener.class).getLogger().println("[ansible] " + Messages.MovedStep_runs(options.step()));
        return new AnsibleRunStep(run).start(context);
    }

    @DataBoundSetter
    public final void setInstallation(String installation) {
        put("installation", installation);
    }

    @DataBoundSetter
    public final void setInventory(String inventory) {
        put("inventory", inventory);
    }

    @DataBoundSetter
    public final void setInventoryContent(String inventoryContent) {
        put("inventoryContent", inventoryContent);
    }

    @DataBoundSetter
    public final void setDynamicInventory(boolean dynamicInventory) {
        put("dynamicInventory", dynamicInventory);
    }

    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        put("credentialsId", credentialsId);
    }

    @DataBoundSetter
    public final void setVaultCredentialsId(String vaultCredentialsId) {
        put("vaultCredentialsId", vaultCredentialsId);
    }

    /** Not needed here: a run has a private directory of its own. */
    @DataBoundSetter
    public final void setVaultTmpPath(String vaultTmpPath) {
        put("vaultTmpPath", vaultTmpPath);
    }

    @DataBoundSetter
    public final void setBecome(boolean become) {
        put("become", become);
    }

    @DataBoundSetter
    public final void setBecomeUser(String becomeUser) {
        put("becomeUser", becomeUser);
    }

    @DataBoundSetter
    public final void setExtraVars(GivenVariables extraVars) {
        put("extraVars", extraVars == null ? null : extraVars.value());
    }

    @DataBoundSetter
    public final void setExtras(String extras) {
        put("extras", extras);
    }

    @DataBoundSetter
    public final void setColorized(boolean colorized) {
        put("colorized", colorized);
    }

    @DataBoundSetter
    public final void setForks(int forks) {
        put("forks", forks);
    }

    /** Without effect there, too. */
    @DataBoundSetter
    public final void setHostKeyChecking(boolean hostKeyChecking) {
        put("hostKeyChecking", hostKeyChecking);
    }

    /** Describes such a step. */
    public abstract static class MovedStepDescriptor extends StepDescriptor implements CustomDescribableModel {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return ExtensionList.lookupSingleton(AnsibleRunStep.DescriptorImpl.class)
                    .getRequiredContext();
        }

        /** Nobody needs it in a new script. */
        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            var wrapped = new LinkedHashMap<>(arguments);
            wrapped.computeIfPresent("extraVars", (option, value) -> new GivenVariables(value));
            return wrapped;
        }

        /** The snippet generator prints the step that replaces this one. */
        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) {
            return new AnsibleRunStep(new PipelineOptions("site.yml"));
        }
    }
}
