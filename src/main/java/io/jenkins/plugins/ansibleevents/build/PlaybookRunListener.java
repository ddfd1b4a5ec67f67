package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;

/**
 * Extension point: is told what every run of this Jenkins does, while it does it. All text and events are redacted.
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
 * <p>Called on the controller. What a listener throws is logged and concerns neither the run nor other listeners; one
 * that is slow holds up the run's bookkeeping, never the playbook.
 */
public abstract class PlaybookRunListener implements ExtensionPoint {

    /** A run is about to start: who wants its statuses and events returns a listener for it, otherwise null. */
    @CheckForNull
    public RunListener onStart(PlaybookRunInfo run) {
        return null;
    }

    /** The run has ended and its directory is complete, but not archived yet; the build goes on. */
    public void onFinished(PlaybookRunInfo run, RunSummary summary) {}

    /** Every listener of this Jenkins. */
    public static ExtensionList<PlaybookRunListener> all() {
        return ExtensionList.lookup(PlaybookRunListener.class);
    }
}
