package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text at the end of a run. */
class RecapTableTest {

    private static final RunOutcome GOOD = new RunOutcome(RunOutcome.Kind.SUCCESSFUL, "successful");

    private static Recap.Host good(String name) {
        return new Recap.Host(name, 1, 0, 0, 0, 0, 0, 0, 0.5, null);
    }

    private static String printed(RunOutcome outcome, long events, List<Recap.Host> hosts) {
        return printed(outcome, events, hosts, false);
    }

    private static String printed(RunOutcome outcome, long events, List<Recap.Host> hosts, boolean isCheck) {
        boolean good = outcome.kind() == RunOutcome.Kind.SUCCESSFUL;
        var result = new RunResult(
                "run",
                good ? RunStatus.SUCCESSFUL : RunStatus.FAILED,
                good ? 0 : 2,
                outcome,
                events,
                Duration.ofSeconds(1));
        var end = new RunEnd(
                result, isCheck, new Recap(hosts, true, List.of()), new RunDirectory(Path.of("/run")), LastWords.NONE);
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new RecapTable(new Terminal(stream, stream, false, 80)).print(end);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void oneEventAndOneHostAreSingular() {
        assertThat(printed(GOOD, 1, List.of(good("web1"))))
                .contains("successful in 1.0 s, 1 event: 1 host, 0 changed\n");
        assertThat(printed(GOOD, 10230, List.of(good("web1"), good("web2"))))
                .contains("successful in 1.0 s, 10 230 events: 2 hosts, 0 changed\n");
    }

    @Test
    void predictedChangesAreNoChanges() {
        assertThat(printed(
                        GOOD, 2, List.of(good("web1"), new Recap.Host("web2", 1, 1, 0, 0, 0, 0, 0, 0.5, null)), true))
                .contains(": 2 hosts, 1 would change (check mode)\n");
    }

    @Test
    void oneHostThatIsNotListedIsSingular() {
        List<Recap.Host> hosts =
                IntStream.range(0, 41).mapToObj(i -> good("web" + i)).toList();

        assertThat(printed(GOOD, 82, hosts)).contains("and 1 more host without failures, see recap.json\n");
    }

    @Test
    void hostsThatAreAllListedAreNotCountedAgain() {
        List<Recap.Host> hosts = IntStream.range(0, 41)
                .mapToObj(i -> new Recap.Host("web" + i, 0, 0, 1, 0, 0, 0, 0, 0.5, null))
                .toList();

        assertThat(printed(new RunOutcome(RunOutcome.Kind.HOSTS_FAILED, "tasks failed"), 82, hosts))
                .contains("\nweb40 ")
                .doesNotContain("more host");
    }

    @Test
    void numbersStayBelowTheirHeadingsWhateverTheNames() {
        String name = "web.".repeat(20);

        List<String> lines = printed(GOOD, 4, List.of(good("東京"), good(name), good("b\u001b[2Jc")))
                .lines()
                .toList();

        int ok = lines.get(1).indexOf("  ok ") + 3;
        assertThat(lines)
                .anyMatch(
                        line -> line.startsWith("東京") && line.indexOf(" 1 ") + 1 == ok - 2) // each is two columns wide
                .anyMatch(line -> line.startsWith("b\\u001b[2Jc ") && line.indexOf(" 1 ") + 1 == ok)
                .containsSubsequence(
                        name,
                        " ".repeat(ok) + lines.get(lines.indexOf(name) + 1).strip());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "59.94, 59.9 s", "59.97, 1:00 min", "119.7, 2:00 min", "3599.4, 59:59 min"})
    void timesAreRoundedAsAWhole(double seconds, String shown) {
        assertThat(RecapTable.seconds(seconds)).isEqualTo(shown);
    }
}
