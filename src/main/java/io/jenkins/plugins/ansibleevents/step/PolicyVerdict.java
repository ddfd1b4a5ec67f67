package io.jenkins.plugins.ansibleevents.step;

import hudson.model.Result;
import io.jenkins.plugins.ansibleevents.build.HostTally;
import io.jenkins.plugins.ansibleevents.engine.event.HostFailures;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The result that a {@link ResultPolicy} gives to the end of a run.
 *
 * @param result the result of the step
 * @param reasons sentences why it is no success; empty for a success
 */
record PolicyVerdict(Result result, List<String> reasons) implements Serializable {

    PolicyVerdict {
        reasons = List.copyOf(reasons);
    }

    static PolicyVerdict of(ResultPolicy policy, RunOutcome outcome, HostTally hosts) {
        var judge = new Judge();
        switch (outcome.kind()) {
            case SUCCESSFUL, HOSTS_FAILED, HOSTS_UNREACHABLE -> judge.hosts(policy, hosts);
            case NO_HOSTS_MATCHED -> judge.say(policy.getNoHostsMatched(), outcome.sentence());
            case NOTHING_RAN -> judge.say(policy.getNothingRan(), outcome.sentence());
            case CANCELED -> judge.say(Result.ABORTED, outcome.sentence());
            default -> judge.say(Result.FAILURE, outcome.sentence());
        }
        return new PolicyVerdict(judge.result, judge.reasons);
    }

    /** One sentence for the log. */
    String sentence() {
        return String.join("; ", reasons);
    }

    /** Collects the worst result and all reasons. */
    private static final class Judge {

        private Result result = Result.SUCCESS;
        private final List<String> reasons = new ArrayList<>();

        void hosts(ResultPolicy policy, HostTally hosts) {
            int all = hosts.hosts();
            HostFailures failed = hosts.failures();
            if (isOver(policy.getFailedLimit(), failed.hosts().size(), all)) {
                String counts = Messages.PolicyVerdict_failed(
                        failed.hosts().size(), all, policy.getFailedLimit(), failed.names());
                say(policy.getFailed(), because(counts, failed.reason()));
            }
            HostFailures away = hosts.notReached();
            if (isOver(policy.getUnreachableLimit(), away.hosts().size(), all)) {
                String counts = Messages.PolicyVerdict_unreachable(
                        away.hosts().size(), all, policy.getUnreachableLimit(), away.names());
                say(policy.getUnreachable(), because(counts, away.reason()));
            }
            List<String> changed = List.copyOf(hosts.changed());
            if (isOver(policy.getChangedLimit(), changed.size(), all)) {
                String names = HostFailures.names(changed);
                say(
                        policy.getChanged(),
                        Messages.PolicyVerdict_changed(changed.size(), all, policy.getChangedLimit(), names));
            }
            if (hosts.ignored() > 0) {
                say(policy.getIgnored(), Messages.PolicyVerdict_ignored(hosts.ignored()));
            }
        }

        private static boolean isOver(String limit, int hosts, int all) {
            return new HostLimit(limit).exceededBy(hosts, all);
        }

        private static String because(String counts, String reason) {
            return reason.isEmpty() ? counts : counts + ": " + reason;
        }

        void say(String name, String reason) {
            say(Result.fromString(name), reason);
        }

        void say(Result said, String reason) {
            if (said.isWorseThan(Result.SUCCESS)) {
                result = result.combine(said);
                reasons.add(reason);
            }
        }
    }
}
