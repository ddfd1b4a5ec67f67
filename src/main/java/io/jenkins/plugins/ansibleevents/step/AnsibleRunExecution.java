package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.ansibleevents.build.LeftRecordings;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.build.RunSummary;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * Runs {@link AnsibleRunStep}, without a thread while the playbook runs.
 *
 * <p>Stopping cancels the run; the step ends when its processes are gone and its artifacts archived. The playbook goes on when
 * the controller is restarted or killed, and when the agent is disconnected: {@link HeldStep} takes the run up again, or its
 * end, which is saved before the agent forgets the run. What the step returns is saved before the recording is archived.
 */
final class AnsibleRunExecution extends StepExecution {

    private static final long serialVersionUID = 2L;
    private static final Logger LOGGER = Logger.getLogger(AnsibleRunExecution.class.getName());

    /** The program of a Pipeline is saved in far less; without it a run that has ended is only read once more. */
    private static final Duration TIME_TO_SAVE = Duration.ofSeconds(30);

    private static final int LONGEST_LABEL = 200;

    private final transient PlaybookOptions options;
    private transient @CheckForNull PlaybookSession session;
    private transient boolean resuming;
    private @CheckForNull Throwable stopCause;
    private String ident = "";
    private @CheckForNull PlaybookSession.Ending ending;

    AnsibleRunExecution(StepContext context, PlaybookOptions options) {
        super(context);
        this.options = options;
    }

    @Override
    public boolean start() throws Exception {
        var starting = new PlaybookSession(options, StepSurroundings.of(getContext()), PipelinePlace.of(getContext()));
        ident = starting.ident();
        synchronized (this) {
            session = starting;
        }
        Authentication authentication = Jenkins.getAuthentication2();
        PlaybookThreads.execute(() -> as(authentication, () -> {
            save(); // a Jenkins that is killed now must know this step when it is back
            begin(starting, starting::start);
        }));
        return false;
    }

    @Override
    public void onResume() {
        synchronized (this) {
            resuming = true;
        }
        PlaybookThreads.execute(() -> as(ACL.SYSTEM2, this::goOn));
    }

    @SuppressWarnings("try") // the context is only there to be closed
    private static void as(Authentication authentication, Runnable action) {
        try (ACLContext ignored = ACL.as2(authentication)) {
            action.run();
        }
    }

    /** Starts a run, or takes it up. */
    @FunctionalInterface
    private interface Beginning {
        CompletionStage<RunResult> begin() throws Exception;
    }

    private void begin(PlaybookSession running, Beginning beginning) {
        try {
            beginning
                    .begin()
                    .whenComplete((result, problem) -> PlaybookThreads.execute(() -> as(ACL.SYSTEM2, () -> {
                        if (problem == null) {
                            end(running, result);
                        } else {
                            running.left(); // Jenkins goes down
                        }
                    })));
        } catch (Exception | LinkageError e) {
            running.close();
            getContext().onFailure(cause(e));
        }
    }

    private void end(PlaybookSession running, RunResult result) {
        try {
            PlaybookSession.Ending judged = running.end(result);
            if (!running.isEndedByShutdown()) { // otherwise the step ends when Jenkins is there again
                ending = judged;
                save();
            }
            running.archive(result);
            if (!running.isEndedByShutdown()) {
                finish(judged);
            }
        } catch (Exception | LinkageError e) {
            getContext().onFailure(cause(e));
        } finally {
            running.close();
        }
    }

    /** Saves the Pipeline's program with this step. */
    private void save() {
        try {
            getContext().saveState().get(TIME_TO_SAVE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, e, () -> "The state of the run " + ident + " could not be saved");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes on after a restart. */
    private void goOn() {
        try {
            Run<?, ?> build = getContext().get(Run.class);
            TaskListener log = getContext().get(TaskListener.class);
            HeldStep held = HeldStep.read(ident);
            if (ending != null) {
                archiveTheRest(build, log, held);
                finish(ending);
            } else if (held == null) {
                LeftRecordings.archive(build, ident, log);
                throw new AbortException(Messages.AnsibleRunExecution_restarted(ident));
            } else {
                takeUp(session(held, build, log));
            }
        } catch (Exception | LinkageError e) {
            getContext().onFailure(cause(e));
        }
    }

    /** Archives what the crash has left of the recording; its line in the log comes after that. */
    private void archiveTheRest(Run<?, ?> build, TaskListener log, @CheckForNull HeldStep held) throws Exception {
        RunResult result = held == null ? null : held.result(ident);
        if (result != null && Files.isDirectory(RunArchive.recording(ident))) {
            session(held, build, log).archive(result);
        }
        LeftRecordings.archive(build, ident, log);
    }

    private PlaybookSession session(HeldStep held, Run<?, ?> build, TaskListener log)
            throws IOException, InterruptedException {
        return PlaybookSession.again(ident, held, build, log, PipelinePlace.of(getContext()));
    }

    private void takeUp(PlaybookSession running) {
        boolean stopped;
        synchronized (this) {
            session = running;
            resuming = false;
            stopped = stopCause != null;
        }
        if (stopped) {
            running.cancel();
        }
        begin(running, running::takeUp);
    }

    private void finish(PlaybookSession.Ending ending) throws Exception {
        label();
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

    /** Says at the step how it ended, where views of Pipelines show labels: {@code site.yml: 1 of 6 hosts failed}. */
    private void label() throws IOException, InterruptedException {
        RunSummary run = PlaybookRunsAction.summary(getContext().get(Run.class), ident);
        if (run != null) {
            String text = Excerpt.of(run.getPlaybook() + ": " + run.getHeadline(), LONGEST_LABEL);
            getContext().get(FlowNode.class).addOrReplaceAction(new LabelAction(text));
        }
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
        boolean early;
        synchronized (this) {
            stopCause = cause;
            running = session;
            early = resuming;
        }
        if (running != null) {
            running.cancel();
        } else if (!early) {
            super.stop(cause);
        }
    }

    /** The run goes on without Jenkins. */
    @Override
    public boolean blocksRestart() {
        return false;
    }

    @Override
    public String getStatus() {
        return "Ansible run " + ident;
    }
}
