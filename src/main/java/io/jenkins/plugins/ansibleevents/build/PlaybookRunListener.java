package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;

/**
 * Extension point: is notified of the statuses and events of every run of this Jenkins, as they happen. All text and
 * events are redacted.
 *
 * <pre>{@code
 * @Extension
 * public final class FailureCounter extends PlaybookRunListener {
 *     @Override
 *     public RunListener onStart(PlaybookRunInfo run) {
 *         return new RunListener() {
 *             @Override
 *             public void event(EventLine event) {
 *                 if (event.head().event().equals("runner_on_failed")) { ... }
 *             }
 *         };
 *     }
 * }
 * }</pre>
 *
 * <p>Called on the controller. An exception of a listener is logged and has no effect on the run or on other listeners.
 * A slow listener holds up the run's bookkeeping, never the playbook.
 */
public abstract class PlaybookRunListener implements ExtensionPoint {

    /** A run is about to start. Returns a listener for its statuses and events, or null. */
    @CheckForNull
    public RunListener onStart(PlaybookRunInfo run) {
        return null;
    }

    /**
     * Jenkins goes down; the run goes on. Another start of Jenkins calls {@link #onTakenUp} for it, with or without this call.
     */
    public void onLeft(PlaybookRunInfo run) {}

    /**
     * Jenkins was restarted, and a run goes on that had started before. Returns a listener, or null. Everything is handed out
     * to it once more: all events from the first one on, without the statuses {@code starting} and {@code running}.
     */
    @CheckForNull
    public RunListener onTakenUp(PlaybookRunInfo run) {
        return onStart(run);
    }

    /** The run has ended and its directory is complete, but not archived yet; the build goes on. */
    public void onFinished(PlaybookRunInfo run, RunSummary summary) {}

    /** Every listener of this Jenkins. */
    public static ExtensionList<PlaybookRunListener> all() {
        return ExtensionList.lookup(PlaybookRunListener.class);
    }
}
