package io.jenkins.plugins.ansibleevents.webhook.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Says on the page of a job what became of the messages that its trigger has seen, that its trigger gets no message, and why, and what is probably a mistake in it: the author of a
 * Pipeline never sees the form of the trigger.
 */
@Restricted(NoExternalUse.class)
public final class TriggerNotice extends InvisibleAction {

    private final Job<?, ?> job;

    private TriggerNotice(Job<?, ?> job) {
        this.job = job;
    }

    /** Why, for those who may see the settings of the job; empty when all is well. */
    public String getProblem() {
        return job.hasPermission(Item.EXTENDED_READ) ? EventTriggers.get().problem(job) : "";
    }

    /** What is probably a mistake, for the same people. */
    public List<String> getWarnings() {
        return job.hasPermission(Item.EXTENDED_READ) ? EventTriggers.get().warnings(job) : List.of();
    }

    /** What became of the trigger's messages; null while messages are not handled. */
    @CheckForNull
    public TriggerCounts getCounts() {
        return EventTriggers.get()
                .tally(job)
                .map(tally -> new TriggerCounts(job, tally))
                .orElse(null);
    }

    /** Puts it on the pages of all jobs with such a trigger. */
    @Extension
    @SuppressWarnings("rawtypes") // as a class of a generic type is
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            return EventTriggers.get().hasTrigger(job) ? List.of(new TriggerNotice(job)) : List.of();
        }
    }
}
