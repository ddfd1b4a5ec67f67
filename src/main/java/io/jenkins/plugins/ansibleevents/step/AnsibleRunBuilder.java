package io.jenkins.plugins.ansibleevents.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The build step of freestyle jobs; also that of Pipelines that write {@code step([$class: 'AnsibleRunBuilder', ...])}. Such
 * a step returns nothing; {@link AnsibleRunStep} does.
 */
@Restricted(NoExternalUse.class)
public final class AnsibleRunBuilder extends PlaybookOptions implements SimpleBuildStep {

    @DataBoundConstructor
    public AnsibleRunBuilder(String playbook) {
        super(playbook);
    }

    @Override
    public void perform(
            Run<?, ?> build, FilePath workspace, EnvVars environment, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        var where = new StepSurroundings(build, workspace, launcher, environment, listener, BoundVariables.of(build));
        PolicyVerdict verdict = new PlaybookSession(this, where, "").run().verdict();
        if (verdict.result() == Result.UNSTABLE) {
            listener.getLogger().println("[ansible] " + Messages.AnsibleRunBuilder_unstable(verdict.sentence()));
            build.setResult(Result.UNSTABLE);
        } else if (verdict.result() != Result.SUCCESS) {
            if (!where.isPipeline()) { // a Pipeline may catch the failure, and no result can become better again
                build.setResult(verdict.result());
            }
            throw new AbortException(verdict.sentence());
        }
    }

    /**
     * Describes the build step. It has no symbol: Pipeline would offer it as a second step beside {@code ansibleRun}, and Job
     * DSL derives {@code ansibleRunBuilder} from the name of the class.
     */
    @Extension
    public static final class DescriptorImpl extends PlaybookOptionsDescriptor {

        @Override
        public boolean isApplicable(@SuppressWarnings("rawtypes") Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
