package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The Pipeline step {@code ansibleRun}. It has the options of the build step, flat, and returns a {@link PlaybookResult}.
 */
public final class AnsibleRunStep extends SelectionStep {

    private transient StepExtraVars given = StepExtraVars.NONE;

    @DataBoundConstructor
    public AnsibleRunStep(String playbook) {
        super(new AnsibleRunBuilder(playbook));
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AnsibleRunExecution(context, options, given);
    }

    public String getPlaybook() {
        return options.getPlaybook();
    }

    public String getInstallation() {
        return options.getInstallation();
    }

    @DataBoundSetter
    public void setInstallation(String installation) {
        options.setInstallation(installation);
    }

    public int getVerbosity() {
        return options.getVerbosity();
    }

    @DataBoundSetter
    public void setVerbosity(int verbosity) {
        options.setVerbosity(verbosity);
    }

    public boolean isCheckMode() {
        return options.isCheckMode();
    }

    @DataBoundSetter
    public void setCheckMode(boolean checkMode) {
        options.setCheckMode(checkMode);
    }

    public boolean isDiff() {
        return options.isDiff();
    }

    @DataBoundSetter
    public void setDiff(boolean diff) {
        options.setDiff(diff);
    }

    public boolean isDrift() {
        return options.isDrift();
    }

    @DataBoundSetter
    public void setDrift(boolean drift) {
        options.setDrift(drift);
    }

    public String getExtraVars() {
        return options.getExtraVars();
    }

    /**
     * Sets extra variables: a map of any values, or YAML or JSON text. In a map, {@code [value: 'x', hidden: true]} is a
     * value to be masked, as in the {@code ansible} plugin.
     */
    @DataBoundSetter
    public void setExtraVars(Object extraVars) {
        given = StepExtraVars.read(extraVars);
        options.setExtraVars(given.text());
    }

    public boolean isTrustExtraVars() {
        return options.isTrustExtraVars();
    }

    @DataBoundSetter
    public void setTrustExtraVars(boolean trustExtraVars) {
        options.setTrustExtraVars(trustExtraVars);
    }

    public String getExtras() {
        return options.getExtras();
    }

    @DataBoundSetter
    public void setExtras(String extras) {
        options.setExtras(extras);
    }

    public boolean isColorized() {
        return options.isColorized();
    }

    @DataBoundSetter
    public void setColorized(boolean colorized) {
        options.setColorized(colorized);
    }

    public String getAnsibleConfig() {
        return options.getAnsibleConfig();
    }

    @DataBoundSetter
    public void setAnsibleConfig(String ansibleConfig) {
        options.setAnsibleConfig(ansibleConfig);
    }

    public String getRolesPath() {
        return options.getRolesPath();
    }

    @DataBoundSetter
    public void setRolesPath(String rolesPath) {
        options.setRolesPath(rolesPath);
    }

    public String getJobTimeout() {
        return options.getJobTimeout();
    }

    @DataBoundSetter
    public void setJobTimeout(String jobTimeout) {
        options.setJobTimeout(jobTimeout);
    }

    public String getIdleTimeout() {
        return options.getIdleTimeout();
    }

    @DataBoundSetter
    public void setIdleTimeout(String idleTimeout) {
        options.setIdleTimeout(idleTimeout);
    }

    public ResultPolicy getResultPolicy() {
        return options.getResultPolicy();
    }

    @DataBoundSetter
    public void setResultPolicy(ResultPolicy resultPolicy) {
        options.setResultPolicy(resultPolicy);
    }

    public String getEmitters() {
        return options.getEmitters();
    }

    @DataBoundSetter
    public void setEmitters(String emitters) {
        options.setEmitters(emitters);
    }

    public boolean isJobEvents() {
        return options.isJobEvents();
    }

    @DataBoundSetter
    public void setJobEvents(boolean jobEvents) {
        options.setJobEvents(jobEvents);
    }

    public boolean isFactCache() {
        return options.isFactCache();
    }

    @DataBoundSetter
    public void setFactCache(boolean factCache) {
        options.setFactCache(factCache);
    }

    public String getArchive() {
        return options.getArchive();
    }

    @DataBoundSetter
    public void setArchive(String archive) {
        options.setArchive(archive);
    }

    public boolean isJunit() {
        return options.isJunit();
    }

    @DataBoundSetter
    public void setJunit(boolean junit) {
        options.setJunit(junit);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return StepSurroundings.CLASSES;
        }

        @Override
        public String getFunctionName() {
            return "ansibleRun";
        }

        @Override
        public String getDisplayName() {
            return Messages.AnsibleRunBuilder_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("playbook") instanceof String playbook ? playbook : null;
        }

        /** Help, lists and checks of the options are those of the build step. */
        public AnsibleRunBuilder.DescriptorImpl getOptionsDescriptor() {
            return AnsibleRunBuilder.DescriptorImpl.get();
        }

        @Override
        public String getHelpFile(String fieldName) {
            return getOptionsDescriptor().getHelpFile(fieldName);
        }
    }
}
