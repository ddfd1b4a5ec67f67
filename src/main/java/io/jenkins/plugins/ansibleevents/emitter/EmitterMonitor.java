package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells administrators about emitters that have been failing for a while. */
@Extension
public final class EmitterMonitor extends AdministrativeMonitor {

    /** A receiver that is restarted needs nobody's help. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String getDisplayName() {
        return Messages.EmitterMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getFailing().isEmpty();
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
