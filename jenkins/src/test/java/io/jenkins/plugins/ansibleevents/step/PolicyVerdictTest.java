package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Result;
import io.jenkins.plugins.ansibleevents.build.HostTally;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every end of a run makes the result of the policy, and the log gives the reason in numbers. */
class PolicyVerdictTest {

    private static final String NONE = "{}";

    /** The kinds of end of a run, each with the option that decides about it. */
    enum End {
        FAILED(
                RunOutcome.Kind.HOSTS_FAILED,
                "{\"failures\":{\"h1\":1}}",
                ResultPolicy::setFailed,
                "1 of 4 hosts failed"),
        UNREACHABLE(
                RunOutcome.Kind.HOSTS_UNREACHABLE,
                "{\"dark\":{\"h1\":1}}",
                ResultPolicy::setUnreachable,
                "1 of 4 hosts unreachable"),
        CHANGED(
                RunOutcome.Kind.SUCCESSFUL,
                "{\"changed\":{\"h1\":1},\"ok\":{\"h1\":1}}",
                ResultPolicy::setChanged,
                "1 of 4 hosts changed"),
        IGNORED(
                RunOutcome.Kind.SUCCESSFUL,
                "{\"ignored\":{\"h1\":1},\"ok\":{\"h1\":1}}",
                ResultPolicy::setIgnored,
                "one failure was ignored"),
        NO_HOSTS_MATCHED(RunOutcome.Kind.NO_HOSTS_MATCHED, NONE, ResultPolicy::setNoHostsMatched, "said by the run"),
        NOTHING_RAN(RunOutcome.Kind.NOTHING_RAN, NONE, ResultPolicy::setNothingRan, "said by the run");

        private final RunOutcome.Kind kind;
        private final String counts;
        private final BiConsumer<ResultPolicy, String> option;
        private final String reason;

        End(RunOutcome.Kind kind, String counts, BiConsumer<ResultPolicy, String> option, String reason) {
            this.kind = kind;
            this.counts = counts;
            this.option = option;
            this.reason = reason;
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void resultIsTheOneOfTheOption(End end) {
        for (String wanted : new String[] {"SUCCESS", "UNSTABLE", "FAILURE"}) {
            ResultPolicy policy = quiet();
            end.option.accept(policy, wanted);

            PolicyVerdict verdict = verdict(policy, end.kind, end.counts);

            assertThat(verdict.result()).as("%s: %s", end, wanted).isEqualTo(Result.fromString(wanted));
            if (wanted.equals("SUCCESS")) {
                assertThat(verdict.reasons()).isEmpty();
            } else {
                assertThat(verdict.sentence()).startsWith(end.reason);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void otherOptionsDecideNothing(End end) {
        ResultPolicy policy = new ResultPolicy();
        for (End other : End.values()) {
            other.option.accept(policy, "FAILURE");
        }
        end.option.accept(policy, "SUCCESS");

        assertThat(verdict(policy, end.kind, end.counts).result()).isEqualTo(Result.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({
        "0,   1, FAILURE",
        "1,   1, SUCCESS",
        "1,   2, FAILURE",
        "25%, 1, SUCCESS",
        "24%, 1, FAILURE",
        "50%, 2, SUCCESS",
        "50%, 3, FAILURE",
        "100%, 4, SUCCESS"
    })
    void limitIsTheNumberOfHostsThatMayFail(String limit, int failed, String expected) {
        ResultPolicy policy = new ResultPolicy();
        policy.setFailedLimit(limit);
        var counts = new StringBuilder();
        for (int host = 1; host <= failed; host++) {
            counts.append(counts.isEmpty() ? "" : ",")
                    .append("\"h")
                    .append(host)
                    .append("\":1");
        }

        PolicyVerdict verdict = verdict(policy, RunOutcome.Kind.HOSTS_FAILED, "{\"failures\":{" + counts + "}}");

        assertThat(verdict.result()).isEqualTo(Result.fromString(expected));
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, UNSTABLE", "UNSTABLE, UNSTABLE", "FAILURE, FAILURE"})
    void driftIsAtLeastUnstable(String changed, String expected) {
        ResultPolicy policy = new ResultPolicy();
        policy.setChanged(changed);

        PolicyVerdict verdict = verdict(policy.forDrift(), End.CHANGED.kind, End.CHANGED.counts);

        assertThat(verdict.result()).isEqualTo(Result.fromString(expected));
        assertThat(policy.getChanged()).isEqualTo(changed);
    }

    @Test
    void worstOfSeveralCountsAndAllAreSaid() {
        ResultPolicy policy = new ResultPolicy();
        policy.setFailed("UNSTABLE");

        PolicyVerdict verdict = verdict(
                policy, RunOutcome.Kind.HOSTS_UNREACHABLE, "{\"failures\":{\"h1\":1},\"dark\":{\"h2\":1,\"h3\":1}}");

        assertThat(verdict.result()).isEqualTo(Result.FAILURE);
        assertThat(verdict.reasons())
                .containsExactly("1 of 4 hosts failed (h1), 0 allowed", "2 of 4 hosts unreachable (h2, h3), 0 allowed");
    }

    @ParameterizedTest
    @EnumSource(
            value = RunOutcome.Kind.class,
            names = {
                "PARSE_ERROR",
                "BAD_OPTIONS",
                "ANSIBLE_ERROR",
                "CRASHED",
                "EXECUTABLE_MISSING",
                "NOT_STARTED",
                "HOST_LOST",
                "JOB_TIMEOUT",
                "IDLE_TIMEOUT",
                "STOPPED"
            })
    void whatIsNoMatterOfHostsFailsInAnyCase(RunOutcome.Kind kind) {
        PolicyVerdict verdict = verdict(quiet(), kind, NONE);

        assertThat(verdict.result()).isEqualTo(Result.FAILURE);
        assertThat(verdict.sentence()).isEqualTo("said by the run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "5 %", "many", "1.5", "1000%%"})
    void limitThatIsNoneIsNamed(String limit) {
        var policy = new ResultPolicy();
        policy.setChangedLimit(limit);

        assertThatThrownBy(policy::check)
                .isInstanceOf(PlaybookRequestException.class)
                .hasMessage("resultPolicy.changedLimit: must be a number of hosts such as 3, or a share such as 5%,"
                        + " is \"" + limit + "\"");
    }

    private static ResultPolicy quiet() {
        ResultPolicy policy = new ResultPolicy();
        for (End end : End.values()) {
            end.option.accept(policy, "SUCCESS");
        }
        return policy;
    }

    private static PolicyVerdict verdict(ResultPolicy policy, RunOutcome.Kind kind, String counts) {
        var hosts = new HostTally();
        String all = "\"processed\":{\"h1\":1,\"h2\":1,\"h3\":1,\"h4\":1}";
        String data = counts.equals(NONE) ? "{" + all + "}" : counts.replaceFirst("}$", "," + all + "}");
        String event = "{\"uuid\":\"u1\",\"counter\":1,\"stdout\":\"\",\"event\":\"playbook_on_stats\",\"event_data\":"
                + data + "}";
        try {
            hosts.event(EventLine.parse(event.getBytes(StandardCharsets.UTF_8)));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
        return PolicyVerdict.of(policy, new RunOutcome(kind, "said by the run"), hosts);
    }
}
