package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.ansibleevents.build.LeftRecordings;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * Runs {@link AnsibleRunStep} on a thread of its own, never on the one that runs the Pipeline's program.
 *
 * <p>Stopping cancels the run; the step ends when its processes are gone and its artifacts archived. A run does not
 * survive a restart of the controller: its launch script ends it when its input closes, and the step fails with a
 * message that says so, after the captured files have been archived.
 */
final class AnsibleRunExecution extends StepExecution {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(AnsibleRunExecution.class.getName());

    private final transient PlaybookOptions options;
    private transient @CheckForNull PlaybookSession session;
    private transient @CheckForNull Throwable stopCause;
    private String ident = "";

    AnsibleRunExecution(StepContext context, PlaybookOptions options) {
        super(context);
        this.options = options;
    }

    @Override
    public boolean start() throws Exception {
        var where = StepSurroundings.of(getContext());
        var starting = new PlaybookSession(options, where);
        ident = starting.ident();
        synchronized (this) {
            session = starting;
        }
        Authentication authentication = Jenkins.getAuthentication2();
        PlaybookThreads.execute(() -> runAs(authentication, starting));
        return false;
    }

    @SuppressWarnings("try") // the context is only there to be closed
    private void runAs(Authentication authentication, PlaybookSession running) {
        try (ACLContext ignored = ACL.as2(authentication)) {
            run(running);
        }
    }

    private void run(PlaybookSession running) {
        try {
            PlaybookSession.Ending ending = running.run();
            if (!running.isEndedByShutdown()) { // otherwise the step ends when Jenkins is there again
                finish(ending);
            }
        } catch (Exception | LinkageError e) {
            getContext().onFailure(cause(e));
        }
    }

    private void finish(PlaybookSession.Ending ending) throws Exception {
        Throwable stopped = stopped();
        if (stopped != null) {
            getContext().onFailure(stopped);
            return;
        }
        PolicyVerdict verdict = ending.verdict();
        if (verdict.result().isWorseThan(Result.UNSTABLE)) {
            throw new AbortException(verdict.sentence());
        }
        if (verdict.result() == Result.UNSTABLE) {
            unstable(verdict.sentence());
        }
        getContext().onSuccess(ending.result());
    }

    /** As the step {@code unstable} does: build and stage become unstable, the Pipeline goes on. */
    private void unstable(String reason) throws IOException, InterruptedException {
        getContext()
                .get(TaskListener.class)
                .getLogger()
                .println("[ansible] " + Messages.AnsibleRunBuilder_unstable(reason));
        getContext().get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(reason));
        getContext().get(Run.class).setResult(Result.UNSTABLE);
    }

    private Throwable cause(Throwable problem) {
        Throwable stopped = stopped();
        if (stopped == null) {
            return problem;
        }
        stopped.addSuppressed(problem);
        return stopped;
    }

    @CheckForNull
    private synchronized Throwable stopped() {
        return stopCause;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        PlaybookSession running;
        synchronized (this) {
            stopCause = cause;
            running = session;
        }
        if (running == null) {
            super.stop(cause);
        } else {
            running.cancel();
        }
    }

    /** A restart that waits until nothing is disturbed ("safe restart") waits for the run. */
    @Override
    public boolean blocksRestart() {
        return true;
    }

    @Override
    public void onResume() {
        PlaybookThreads.execute(this::endAfterRestart); // archiving takes its time
    }

    private void endAfterRestart() {
        try {
            Run<?, ?> build = getContext().get(Run.class);
            TaskListener log = getContext().get(TaskListener.class);
            LeftRecordings.archive(build, ident, log);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot archive what is left of the run " + ident);
        }
        getContext().onFailure(new AbortException(Messages.AnsibleRunExecution_restarted(ident)));
    }

    @Override
    public String getStatus() {
        return "Ansible run " + ident;
    }
}
