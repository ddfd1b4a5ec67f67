package io.jenkins.plugins.ansibleevents.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task is one for people, however often Ansible loads its file; what runs again is another. */
class TaskNumbersTest {

    private static List<Integer> tasks(Events events) throws IOException {
        List<EventLine> lines = events.lines();
        return WrittenIndex.read(WrittenIndex.of(lines)).events.stream()
                .filter(event -> event.host() >= 0)
                .map(IndexEvent::task)
                .toList();
    }

    @Test
    void fileThatIsLoadedAgainForOtherHostsIsTheSameTask() throws IOException {
        assertThat(tasks(new Events()
                        .task("Included")
                        .ok("a", false)
                        .loadedAgain()
                        .ok("b", false)))
                .containsExactly(0, 0);
    }

    @Test
    void eachRoundOfALoopOverAnIncludeIsATask() throws IOException {
        assertThat(tasks(new Events()
                        .task("Included")
                        .ok("a", false)
                        .ok("b", false)
                        .loadedAgain()
                        .ok("a", false)
                        .ok("b", false)))
                .containsExactly(0, 0, 1, 1);
    }

    @Test
    void handlerThatIsStartedAgainForItsHostsIsATaskOfItsOwn() throws IOException {
        var events = new Events().task("Restart").ok("a", true).ok("b", true);
        EventLine start = events.lines().get(0);

        assertThat(tasks(events.again(start).ok("a", true).ok("b", true))).containsExactly(0, 0, 1, 1);
    }

    @Test
    void loadsThatAreLongOverAreForgottenAndTheirTaskIsStillOne() throws IOException {
        var events = new Events().task("Included");
        for (int host = 0; host < 21_000; host++) {
            events.loadedAgain().ok("host" + host, false);
        }

        assertThat(tasks(events)).hasSize(21_000).containsOnly(0);
    }

    @Test
    void nextBatchOfASerialPlayGoesOnWithTheTasksOfTheFirst() throws IOException {
        var events = new Events().play("web").task("Copy").ok("a", true);
        EventLine start = events.lines().get(1);

        assertThat(tasks(events.again(start).ok("b", true))).containsExactly(0, 0);
    }
}
