package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells administrators about emitters that have been failing for a while, and of spools that are filling. */
@Extension
public final class EmitterMonitor extends AdministrativeMonitor {

    /** A receiver that is restarted needs nobody's help. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Where an emitter has no limit: some hundred thousand events, which is more than a day off brings together. */
    private static final long FILLING_BYTES = 256L << 20;

    @Override
    public String getDisplayName() {
        return Messages.EmitterMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getFailing().isEmpty() || !getFilling().isEmpty();
    }

    /** One sentence for each emitter whose spool is filling, or has given messages up already. */
    public List<String> getFilling() {
        return EmitterService.get().all().stream()
                .filter(EmitterMonitor::isFilling)
                .map(e -> Messages.EmitterMonitor_filling(
                        e.config().getName(), e.bytesWaiting(), e.counts().dropped()))
                .toList();
    }

    private static boolean isFilling(LiveEmitter emitter) {
        long most = emitter.config().spoolRules().maxBytes();
        long filling = most > 0 ? most / 10 * 8 : FILLING_BYTES;
        return emitter.bytesWaiting() >= filling || emitter.counts().dropped() > 0;
    }

    /** One sentence for each emitter that is failing. */
    public List<String> getFailing() {
        return EmitterService.get().all().stream()
                .filter(EmitterMonitor::isFailing)
                .map(e -> Messages.EmitterMonitor_failing(
                        e.config().getName(), e.config().target(), e.lastProblem()))
                .toList();
    }

    private static boolean isFailing(LiveEmitter emitter) {
        Instant since = emitter.failingSince();
        return since != null && since.plus(PATIENCE).isBefore(Instant.now());
    }
}
