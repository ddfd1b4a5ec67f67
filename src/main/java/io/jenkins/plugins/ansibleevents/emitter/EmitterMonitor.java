package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns administrators of emitters that have been failing for a while, and of spools that are filling. */
@Extension
@Symbol("ansibleEmitters")
@Restricted(NoExternalUse.class)
public final class EmitterMonitor extends AdministrativeMonitor {

    /** The restart of a receiver needs no warning. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For an emitter without a limit: some hundred thousand events, more than a day's outage of a receiver leaves. */
    private static final long FILLING_BYTES = 256L << 20;

    @Override
    public String getDisplayName() {
        return Messages.EmitterMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getFailing().isEmpty() || !getFilling().isEmpty();
    }

    /** One sentence for each emitter whose spool is filling, or has dropped messages already. */
    public List<String> getFilling() {
        return EmitterService.get().all().stream()
                .filter(EmitterMonitor::isFilling)
                .map(e -> Messages.EmitterMonitor_filling(
                        e.config().getName(), e.bytesWaiting(), e.counts().dropped()))
                .toList();
    }

    private static boolean isFilling(LiveEmitter emitter) {
        long most = emitter.mostBytes();
        long filling = most > 0 ? most / 10 * 8 : FILLING_BYTES;
        return emitter.bytesWaiting() >= filling || emitter.counts().dropped() > 0;
    }

    /** One sentence for each emitter that is failing. */
    public List<String> getFailing() {
        return EmitterService.get().all().stream()
                .filter(EmitterMonitor::isFailing)
                .map(e -> Messages.EmitterMonitor_failing(e.config().getName(), e.target(), e.lastProblem()))
                .toList();
    }

    private static boolean isFailing(LiveEmitter emitter) {
        Instant since = emitter.failingSince();
        return since != null && since.plus(PATIENCE).isBefore(Instant.now());
    }
}
