package io.jenkins.plugins.ansibleevents.build.history;

import static io.jenkins.plugins.ansibleevents.build.history.Pasts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.build.history.Comparison.Reference;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void badHostsAreNewOutstandingFixedOrAbsent() {
        Comparison found = Comparison.of(
                List.of(
                        build(7, "web1:f", "web2:u", "web3:o", "web5:c"),
                        build(6, "web1:o", "web2:f", "web3:f", "web4:f", "web5:o")),
                Reference.PREVIOUS);

        assertThat(names(found.fresh())).containsExactly("web1");
        assertThat(names(found.outstanding())).containsExactly("web2");
        assertThat(names(found.fixed())).containsExactly("web3");
        assertThat(names(found.absent())).containsExactly("web4");
    }

    @Test
    void outstandingHostSaysSinceWhenAndBuildsWithoutItDoNotInterrupt() {
        Comparison found = Comparison.of(
                List.of(
                        build(9, "web1:f"),
                        build(8, "web1:f"),
                        build(7, "db:o"),
                        build(6, "web1:u"),
                        build(5, "web1:o")),
                Reference.PREVIOUS);

        assertThat(found.outstanding()).extracting(Comparison.Entry::since).containsExactly(6);
    }

    @Test
    void fixedHostSaysSinceWhenItHadBeenBad() {
        Comparison found = Comparison.of(
                List.of(build(9, "web1:o"), build(8, "web1:f"), build(7, "web1:f"), build(6, "web1:o")),
                Reference.PREVIOUS);

        assertThat(found.fixed()).extracting(Comparison.Entry::since).containsExactly(7);
        assertThat(found.fixed().get(0).host().past().reason()).startsWith("install: no such package");
    }

    @Test
    void lastSuccessfulBuildMakesAllBadHostsNew() {
        Comparison found = Comparison.of(
                List.of(build(9, "web1:f"), build(8, "web1:f"), build(7, "web1:c")), Reference.SUCCESSFUL);

        assertThat(Objects.requireNonNull(found.reference()).number()).isEqualTo(7);
        assertThat(found.fresh()).extracting(Comparison.Entry::since).containsExactly(8);
        assertThat(found.outstanding()).isEmpty();
    }

    @Test
    void firstBuildHasNoReference() {
        Comparison found = Comparison.of(List.of(build(1, "web1:f", "web2:o")), Reference.PREVIOUS);

        assertThat(found.reference()).isNull();
        assertThat(names(found.fresh())).containsExactly("web1");
    }

    @Test
    void hostOfSeveralRunsHasTheWorstOfThem() {
        var two = new BuildPast(
                2, List.of(Pasts.run("a", List.of(), "web1:f"), Pasts.run("b", List.of(), "web1:o", "web2:c")));

        assertThat(two.isBad("web1")).isTrue();
        assertThat(two.hosts().get("web1").run().ident()).isEqualTo("a");
        assertThat(two.count(HostState.FAILED)).isEqualTo(1);
        assertThat(two.isSuccessful()).isFalse();
    }

    private static List<String> names(List<Comparison.Entry> entries) {
        return entries.stream().map(Comparison.Entry::name).toList();
    }
}
