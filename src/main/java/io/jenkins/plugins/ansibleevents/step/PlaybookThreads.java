package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The threads on which runs of Pipelines begin and end, from the start of Jenkins to its end. No run has one while its playbook
 * runs.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class PlaybookThreads {

    /** How many runs begin or end at once; a further one waits. An agent that does not answer takes one for minutes. */
    private static final int THREADS = 32;

    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamingThreadFactory(new DaemonThreadFactory(), "ansible-events step"));

    public PlaybookThreads() {
        pool.allowCoreThreadTimeOut(true);
    }

    /** Runs the beginning or the end of a run. */
    static void execute(Runnable part) {
        ExtensionList.lookupSingleton(PlaybookThreads.class).pool.execute(part);
    }

    /** Begins and ends no further run. */
    @Terminator
    public static void end() {
        ExtensionList.lookup(PlaybookThreads.class).forEach(threads -> threads.pool.shutdown());
    }
}
