package io.jenkins.plugins.ansibleevents.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the times of a run tell about where it has waited. */
class LostTimeTest {

    private final RunModel model = new RunModel(new Landmarks());
    private final List<IndexEvent> events = new ArrayList<>();
    private int counter;

    private static StatusEvent command(String... arguments) {
        return new StatusEvent(RunStatus.STARTING, "run", List.of(arguments), Map.of(), "/srv");
    }

    private void hosts(int count) {
        for (int host = 0; host < count; host++) {
            model.host(host, "web" + host);
        }
    }

    private void task(int at) {
        model.task(0, new IndexedTask("Do", "Do", -1, "", "", "", false, at, -1));
    }

    /** A host has its turn in the last task. */
    private void turn(int host, int began, int waited, int took) throws IOException {
        int task = model.tasks().size() - 1;
        model.event(event("runner_on_start", '*', task, host, began, waited));
        model.event(event("runner_on_ok", 'o', task, host, began + took, took));
    }

    private IndexEvent event(String type, char state, int task, int host, int at, int took) {
        return new IndexEvent(type, state, task, -1, host, ++counter, 0, 1, at, took, 0, -1, 0);
    }

    /** Tasks of ten seconds, in which a host has its turn when one of the forks is free. */
    private void runInForks(int tasks, int hosts, int forks) throws IOException {
        hosts(hosts);
        int at = 0;
        for (int task = 0; task < tasks; task++) {
            task(at);
            for (int host = 0; host < hosts; host++) {
                int waited = host / forks * 10_000;
                boolean isFollowed = host + forks < hosts; // then the next one begins before Ansible tells the end
                turn(host, at + waited, waited, isFollowed ? 10_150 : 10_000);
            }
            at += (hosts + forks - 1) / forks * 10_000;
        }
    }

    @Test
    void hostsThatWaitedForForksAreCounted() throws IOException {
        runInForks(4, 20, 5);

        assertThat(LostTime.of(model, command("ansible-playbook", "site.yml")))
                .containsExactly("15 of 20 hosts waited for forks=5: about 2 min 0 s");
    }

    @Test
    void enoughForksAreNotMentioned() throws IOException {
        runInForks(4, 20, 20);

        assertThat(LostTime.of(model, command("ansible-playbook", "-f", "20", "site.yml")))
                .isEmpty();
    }

    @Test
    void hostsThatWaitedForSomethingElseDidNotWaitForForks() throws IOException {
        runInForks(4, 20, 5);

        assertThat(LostTime.of(model, command("ansible-playbook", "--forks=50", "site.yml")))
                .isEmpty();
    }

    @Test
    void slowestHostIsNamedWithWhatItCostTheOthers() throws IOException {
        hosts(3);
        for (int task = 0; task < 10; task++) {
            int at = task * 9_000;
            task(at);
            turn(0, at, 0, 1_000);
            turn(1, at, 0, 2_000);
            turn(2, at, 0, 9_000);
        }

        assertThat(LostTime.of(model, command("ansible-playbook", "site.yml")))
                .containsExactly("the other hosts waited for web2 in 10 of 10 tasks: about 1 min 10 s");
    }

    @Test
    void hostsThatWorkAtTheirOwnPaceWaitForNobody() throws IOException {
        hosts(2);
        for (int task = 0; task < 10; task++) {
            task(task * 1_000);
            turn(0, task * 1_000, 0, 1_000);
            turn(1, task * 9_000, 0, 9_000);
        }

        assertThat(LostTime.of(model, command("ansible-playbook", "site.yml"))).isEmpty();
    }

    @Test
    void fewSecondsAreNotWorthASentence() throws IOException {
        hosts(2);
        task(0);
        turn(0, 0, 0, 1_000);
        turn(1, 0, 0, 5_900);

        assertThat(LostTime.of(model, command("ansible-playbook", "site.yml"))).isEmpty();
    }
}
