package io.jenkins.plugins.ansibleevents.build.history;

import static io.jenkins.plugins.ansibleevents.build.history.Pasts.build;
import static io.jenkins.plugins.ansibleevents.build.history.Pasts.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlakinessTest {

    @Test
    void hostThatComesAndGoesIsFlakyAndOneThatBrokeOrWasRepairedIsNot() {
        List<Flakiness> found = Flakiness.ofHosts(List.of(
                build(5, "flaky:f", "broken:f", "repaired:o", "good:c"),
                build(4, "flaky:o", "broken:f", "repaired:o", "good:o"),
                build(3, "flaky:u", "broken:o", "repaired:f", "good:o"),
                build(2, "flaky:o", "broken:o", "repaired:f")));

        assertThat(found).containsExactly(new Flakiness("flaky", "", 3, 2, 4));
    }

    @Test
    void buildsWithoutAHostSayNothingOfIt() {
        List<Flakiness> found = Flakiness.ofHosts(
                List.of(build(4, "web1:f"), build(3, "db:o"), build(2, "web1:f"), build(1, "web1:f")));

        assertThat(found).isEmpty();
    }

    @Test
    void taskIsFlakyWhereverItStandsInItsFile() {
        var moved = new TaskPast("install", "site.yml:90", 5, 5, 3, 1);

        List<Flakiness> found = Flakiness.ofTasks(List.of(
                build(3, List.of(moved, task("copy", 1, 0))),
                build(2, List.of(task("install", 1, 0), task("copy", 1, 1))),
                build(1, List.of(task("install", 1, 2), task("copy", 1, 1)))));

        assertThat(found).containsExactly(new Flakiness("install", "site.yml:90", 2, 2, 3));
    }

    @Test
    void skippedTaskSaysNothing() {
        var skipped = new TaskPast("install", "site.yml:7", 0, 0, 0, 0);

        List<Flakiness> found = Flakiness.ofTasks(List.of(
                build(3, List.of(task("install", 1, 1))),
                build(2, List.of(skipped)),
                build(1, List.of(task("install", 1, 1)))));

        assertThat(found).isEmpty();
    }
}
