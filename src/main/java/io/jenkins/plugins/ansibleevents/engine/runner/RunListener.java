package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;

/**
 * Receives everything that a run does, when it happens. All text and events are already redacted.
 *
 * <p>Called by one thread at a time, not always the same, each call seeing what those before it have done, in the order of
 * the run: {@code starting} and {@code running} come before the
 * first event, events come by counter without a gap, the final status comes after the last event. Listeners are
 * independent: an exception of one is logged once and affects neither the run nor the others. A listener that blocks
 * holds up the run's bookkeeping, never the playbook, and one of the threads that all runs share; it should hand over and
 * return.
 */
public interface RunListener {

    /** The run's status has changed. */
    default void status(StatusEvent status) {}

    /**
     * An event, whose JSON is as it is recorded. {@link EventLine#head()} and {@link EventLine#data()} also have the
     * values that the record omits.
     */
    default void event(EventLine event) {}

    /** A held run is about to begin: from here on it goes on without us, and whoever has the ticket can take it up again. */
    default void held(RunTicket ticket) {}

    /**
     * A held run has ended, and everything of it has been handed out; its files are removed when this method has returned.
     * Whoever may be killed right now, and wants to know afterwards how the run ended, keeps the result here. The final status
     * follows. Not called for a run whose host or files were lost, nor for one that could not be started.
     */
    default void heldOver(RunResult result) {}

    /** Ansible has written display text: {@code length} bytes of UTF-8 from {@code offset}, valid during the call. */
    default void output(byte[] text, int offset, int length) {}

    /** Which Ansible this is; once, before the first event of a callback, and never when Ansible ended before that. */
    default void ansible(AnsibleInfo info) {}

    /**
     * The progress of the run: before {@code playbook_on_start} and before each {@code playbook_on_task_start} of a
     * play; and before a {@code runner_on_failed} that will be rescued; and before a {@code playbook_on_stats} when no
     * task was chosen. Missing where Ansible does not know.
     */
    default void progress(Progress progress) {}

    /** Ansible has displayed a warning, a deprecation or an error; an event may have the same text. */
    default void remark(Remark remark) {}

    /** One line that an operator should read: events lost, results left out, a timeout, why the run failed. */
    default void notice(String message) {}
}
