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

/** The threads of Pipeline steps, one for each run, from the start of Jenkins to its end. */
@Extension
@Restricted(NoExternalUse.class)
public final class PlaybookThreads {

    /** The most runs at once; a further one waits for the end of another. Most controllers have fewer executors. */
    private static final int RUNS = 500;

    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            RUNS,
            RUNS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamingThreadFactory(new DaemonThreadFactory(), "ansible-events step"));

    public PlaybookThreads() {
        pool.allowCoreThreadTimeOut(true);
    }

    /** Runs a step on a thread of its own. */
    static void execute(Runnable step) {
        ExtensionList.lookupSingleton(PlaybookThreads.class).pool.execute(step);
    }

    /** Starts no further step; the running ones end with their processes. */
    @Terminator
    public static void end() {
        ExtensionList.lookup(PlaybookThreads.class).forEach(threads -> threads.pool.shutdown());
    }
}
