package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.io.PrintStream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Says at the end of a build's log what is wrong with the trigger of its job: a Pipeline sets its trigger itself, and its
 * author sees no form.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class TriggerLog extends RunListener<Run<?, ?>> {

    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        Job<?, ?> job = run.getParent();
        EventTriggers triggers = EventTriggers.get();
        if (!triggers.hasTrigger(job)) {
            return;
        }
        PrintStream log = listener.getLogger();
        String problem = triggers.problem(job);
        if (!problem.isEmpty()) {
            log.println(Messages.TriggerLog_warning(problem));
        }
        triggers.warnings(job).forEach(warning -> log.println(Messages.TriggerLog_warning(warning)));
    }
}
