package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Ends the runs when Jenkins goes down in order, before agents, emitters and classes are gone: their files are archived,
 * and the builds of freestyle jobs end. What needs more time is archived when Jenkins starts again.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class RunsAtShutdown extends ItemListener {

    private static final Logger LOGGER = Logger.getLogger(RunsAtShutdown.class.getName());

    /** The grace period of a run and some time to archive it; those who stop Jenkins wait for it. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Set<PlaybookSession> running = ConcurrentHashMap.newKeySet();
    private final Set<AbstractBuild<?, ?>> ending = ConcurrentHashMap.newKeySet();

    static RunsAtShutdown get() {
        return ExtensionList.lookupSingleton(RunsAtShutdown.class);
    }

    void began(PlaybookSession session) {
        running.add(session);
    }

    void ended(PlaybookSession session) {
        if (session.isEndedByShutdown() && session.build() instanceof AbstractBuild<?, ?> build) {
            ending.add(build);
        }
        running.remove(session);
    }

    /** Cancels what goes on of a build; a run that has ended stays as it is. */
    void cancelAllOf(Run<?, ?> build) {
        running.stream().filter(session -> session.build().equals(build)).forEach(PlaybookSession::cancel);
    }

    @Override
    public void onBeforeShutdown() {
        running.forEach(PlaybookSession::endForShutdown);
        long end = System.nanoTime() + LIMIT.toNanos();
        while (isWaiting() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
        for (PlaybookSession late : running) {
            LOGGER.warning(() -> "The run " + late.ident() + " has not ended within " + LIMIT.toSeconds()
                    + " s; it is archived when Jenkins starts again");
        }
    }

    private boolean isWaiting() {
        ending.removeIf(build -> !build.isLogUpdated());
        return !running.isEmpty() || !ending.isEmpty();
    }
}
