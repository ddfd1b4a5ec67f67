package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Delivers the spools every minute: the messages that remain after builds and after a restart of Jenkins. */
@Extension
@Restricted(NoExternalUse.class)
public final class SpoolDelivery extends AsyncPeriodicWork {

    /** Less than the period, so that emitters take turns. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private volatile Instant next = Instant.now().plusMillis(MIN / 6);

    public SpoolDelivery() {
        super("Delivery of Ansible Events");
    }

    static SpoolDelivery get() {
        return ExtensionList.lookupSingleton(SpoolDelivery.class);
    }

    /** When what waits is tried next. */
    Instant next() {
        return next;
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    public long getInitialDelay() {
        return MIN / 6;
    }

    @Override
    protected void execute(TaskListener listener) throws IOException, InterruptedException {
        next = Instant.now().plusMillis(MIN);
        EmitterService.get().renew();
        for (LiveEmitter emitter : EmitterService.get().all()) {
            emitter.deliverSpooled(LIMIT);
        }
    }
}
