package io.jenkins.plugins.ansibleevents.step;

import hudson.model.Result;
import io.jenkins.plugins.ansibleevents.build.HostTally;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The result that a {@link ResultPolicy} gives to the end of a run.
 *
 * @param result the result of the step
 * @param reasons sentences why it is no success; empty for a success
 */
record PolicyVerdict(Result result, List<String> reasons) {

    PolicyVerdict {
        reasons = List.copyOf(reasons);
    }

    static PolicyVerdict of(ResultPolicy policy, RunOutcome outcome, HostTally hosts) {
        var judge = new Judge();
        switch (outcome.kind()) {
            case SUCCESSFUL, HOSTS_FAILED, HOSTS_UNREACHABLE -> judge.hosts(policy, hosts);
            case NO_HOSTS_MATCHED -> judge.say(policy.getNoHostsMatched(), outcome.sentence());
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
            count(policy.getFailed(), policy.getFailedLimit(), hosts.failed().size(), all, Kind.FAILED);
            count(
                    policy.getUnreachable(),
                    policy.getUnreachableLimit(),
                    hosts.unreachable().size(),
                    all,
                    Kind.UNREACHABLE);
            count(policy.getChanged(), policy.getChangedLimit(), hosts.changed().size(), all, Kind.CHANGED);
            if (hosts.ignored() > 0) {
                say(policy.getIgnored(), Messages.PolicyVerdict_ignored(hosts.ignored()));
            }
        }

        private void count(String name, String limit, int hosts, int all, Kind kind) {
            if (new HostLimit(limit).exceededBy(hosts, all)) {
                say(name, kind.sentence(hosts, all, limit));
            }
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

    private enum Kind {
        FAILED,
        UNREACHABLE,
        CHANGED;

        String sentence(int hosts, int all, String limit) {
            return switch (this) {
                case FAILED -> Messages.PolicyVerdict_failed(hosts, all, limit);
                case UNREACHABLE -> Messages.PolicyVerdict_unreachable(hosts, all, limit);
                case CHANGED -> Messages.PolicyVerdict_changed(hosts, all, limit);
            };
        }
    }
}
