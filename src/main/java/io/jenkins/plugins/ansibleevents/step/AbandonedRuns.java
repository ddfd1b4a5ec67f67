package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.ansibleevents.agent.LauncherRunHost;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.runner.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Ends runs that go on although their builds have ended, or are gone, without taking them up: after a crash, for example, a
 * Pipeline whose durability is performance optimized is not continued. Somebody may start it again, and two playbooks must not
 * change the same hosts at once. A run whose agent is away now is ended at the next chance, or by its time limit.
 */
@Extension(ordinal = -100) // after the one that archives what such builds have left
@Restricted(NoExternalUse.class)
public final class AbandonedRuns extends RunListener<Run<?, ?>> {

    private static final Logger LOGGER = Logger.getLogger(AbandonedRuns.class.getName());

    /** Longer than it takes to end a run; the run itself has its own. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Idents of runs that are being ended. */
    private static final Set<String> ENDING = ConcurrentHashMap.newKeySet();

    @Override
    public void onFinalized(Run<?, ?> build) {
        if (!RunArchive.abandoned().isEmpty()) {
            PlaybookThreads.execute(AbandonedRuns::endAll);
        }
    }

    /** Ends what a Jenkins before this one has left. */
    @Extension
    public static final class AtStart extends ItemListener {

        @Override
        public void onLoaded() {
            PlaybookThreads.execute(AbandonedRuns::endAll);
        }
    }

    private static void endAll() {
        RunArchive.abandoned().forEach((ident, file) -> {
            try {
                end(ident, file);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot end the run " + ident + ", which its build has left");
            }
        });
    }

    private static void end(String ident, Path file) throws IOException {
        HeldStep held = HeldStep.read(file);
        if (held.result(ident) != null) {
            Files.deleteIfExists(file);
        } else if (ENDING.add(ident)) {
            end(ident, file, held);
        }
    }

    /** The secrets of the run are not needed: nothing of it is read here. */
    private static void end(String ident, Path file, HeldStep held) {
        PlaybookRequest nothing = PlaybookRequest.builder()
                .directory(held.place().path())
                .playbook("abandoned")
                .build();
        RunOptions options = RunOptions.defaults().withIdent(ident).withPatience(PATIENCE);
        RunHandle run = new Runner(LauncherRunHost.again(held.place()))
                .takeUp(held.ticket(ident), nothing, options, held.secrets());
        run.cancel();
        run.ended().whenComplete((result, problem) -> PlaybookThreads.execute(() -> forget(ident, file, result)));
    }

    private static void forget(String ident, Path file, RunResult result) {
        ENDING.remove(ident);
        if (result == null || result.outcome().kind() == RunOutcome.Kind.HOST_LOST) {
            return; // it may be there the next time
        }
        try {
            Files.deleteIfExists(file);
            LOGGER.info(() -> "Ended the run " + ident + ", which its build has left");
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot delete " + file);
        }
    }
}
