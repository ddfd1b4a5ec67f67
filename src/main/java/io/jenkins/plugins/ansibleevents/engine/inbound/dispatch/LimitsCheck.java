package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BrokerLimits;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleWarnings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Warns of rules whose settings cannot work, each time the rules have changed. The broker is asked for its limits
 * once; one that does not answer is asked again every minute.
 *
 * <p>Belongs to the receiving thread.
 */
final class LimitsCheck implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(LimitsCheck.class.getName());

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final MessageQueue queue;
    private final Supplier<List<Rule>> rules;
    private final IntSupplier maxHeld;
    private final Set<String> told = new HashSet<>();
    private List<Rule> looked = List.of();
    private Optional<BrokerLimits> limits = Optional.empty();
    private volatile long notBefore = System.nanoTime();

    LimitsCheck(MessageQueue queue, Supplier<List<Rule>> rules, IntSupplier maxHeld) {
        this.queue = queue;
        this.rules = rules;
        this.maxHeld = maxHeld;
    }

    @Override
    public void run() {
        List<Rule> now = rules.get();
        if (now.equals(looked) && limits.isPresent()) {
            return;
        }
        if (limits.isEmpty() && System.nanoTime() - notBefore >= 0) {
            ask();
        }
        if (limits.isPresent()) {
            looked = now;
            RuleWarnings.of(now, maxHeld.getAsInt(), limits.get()).stream()
                    .filter(told::add)
                    .forEach(LOGGER::warning);
        }
    }

    private void ask() {
        try {
            limits = Optional.of(queue.limits());
        } catch (QueueException | RuntimeException e) {
            LOGGER.log(Level.FINE, "the limits of the broker are not known", e);
            notBefore = System.nanoTime() + PAUSE.toNanos();
        }
    }
}
