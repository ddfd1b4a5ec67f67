package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BrokerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Settings of a rule that cannot work, by its own figures. */
public final class RuleWarnings {

    private final Rule rule;
    private final Grouping grouping;
    private final List<String> warnings = new ArrayList<>();

    private RuleWarnings(Rule rule) {
        this.rule = rule;
        this.grouping = rule.grouping();
    }

    /**
     * Looks at all rules.
     *
     * @param maxHeld most messages that wait for the windows of one rule
     * @param limits the limits of the broker
     */
    public static List<String> of(List<Rule> rules, int maxHeld, BrokerLimits limits) {
        return rules.stream()
                .flatMap(rule -> new RuleWarnings(rule).look(maxHeld, limits).stream())
                .toList();
    }

    private List<String> look(int maxHeld, BrokerLimits limits) {
        if (waits() && rule.split().isEmpty() && grouping.count() > maxHeld && grouping.count() < RuleSettings.MANY) {
            warn(
                    grouping.kind() == Grouping.Kind.ACCUMULATE
                            ? "threshold " + grouping.count() + " is never reached"
                            : "no window gets max " + grouping.count() + " messages, it ends early",
                    "at most maxHeld, " + maxHeld + ", wait for the windows of a rule");
        }
        if (limits.kept().isPresent()
                && grouping.window().compareTo(limits.kept().get()) >= 0) {
            warn(
                    "messages are gone before the end of its window of " + words(grouping.window()),
                    "the broker keeps them for " + words(limits.kept().get()));
        }
        if (limits.receipts().isPresent()) {
            look(limits.receipts().getAsInt());
        }
        return warnings;
    }

    private void look(int receipts) {
        int needed = rule.retry().times() + 1;
        String why = "the broker makes a dead letter of a message that was received " + receipts
                + " times, each restart and each retry being one; raise that limit";
        if (receipts < needed) {
            warn("retry.times " + rule.retry().times() + " needs " + needed + " receipts", why);
        } else if (waits() && receipts - needed < Math.max(1, grouping.window().toHours())) {
            warn("its window of " + words(grouping.window()) + " outlives no restart", why);
        }
    }

    private boolean waits() {
        return grouping.kind() == Grouping.Kind.COMBINE || grouping.kind() == Grouping.Kind.ACCUMULATE;
    }

    private void warn(String what, String why) {
        warnings.add("rule " + rule.name() + ": " + what + ": " + why);
    }

    private static String words(Duration time) {
        if (time.toMinutesPart() == 0 && time.toSecondsPart() == 0) {
            return time.toHours() + "h";
        }
        return time.toSecondsPart() == 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }
}
