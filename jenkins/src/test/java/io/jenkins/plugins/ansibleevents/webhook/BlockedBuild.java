package io.jenkins.plugins.ansibleevents.webhook;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jvnet.hudson.test.TestBuilder;

/** A step that goes on until the test names the result of its build. */
final class BlockedBuild extends TestBuilder {

    private static final BlockingQueue<Result> RESULTS = new LinkedBlockingQueue<>();

    BlockedBuild() {
        RESULTS.clear();
    }

    /** Ends the step of the build that waits, or of the next one. */
    static void release(Result result) {
        RESULTS.add(result);
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException {
        Result result = RESULTS.poll(60, TimeUnit.SECONDS);
        build.setResult(result == null ? Result.NOT_BUILT : result);
        return true;
    }
}
