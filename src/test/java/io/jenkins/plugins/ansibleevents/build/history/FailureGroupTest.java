package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureGroupTest {

    @Test
    void hostsWithTheSameMessageAreOneGroupWhateverTheNameOfTheHostInIt() {
        RunPast run = Pasts.run("a", List.of(), "web1:f", "web2:f", "db:u", "web3:c");

        List<FailureGroup> groups = FailureGroup.of(run);

        assertThat(groups).extracting(FailureGroup::getState).containsExactly("failed", "unreachable");
        assertThat(groups.get(0).getNumber()).isEqualTo(2);
        assertThat(groups.get(0).getMessage()).isEqualTo("no such package on web1");
        assertThat(groups.get(0).first(1))
                .extracting(FailureGroup.Host::getName)
                .containsExactly("web1");
    }

    @Test
    void largestGroupOfFailuresIsFirst() {
        var run = Pasts.run("a", List.of());
        var hosts = List.of(
                Pasts.host("web1", HostState.FAILED, "one"),
                Pasts.host("web2", HostState.FAILED, "two"),
                Pasts.host("web3", HostState.FAILED, "two"));
        var three = new RunPast("a", "site.yml", "", "", 0, 0, false, "failed", "", hosts, run.tasks(), 0);

        assertThat(FailureGroup.of(three)).extracting(FailureGroup::getMessage).containsExactly("two", "one");
    }
}
