package io.jenkins.plugins.ansibleevents.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Who has events and who has their index count the same tasks. */
class TaskCounterTest {

    private static int counted(Events events) throws IOException {
        var counter = new TaskCounter();
        for (EventLine line : events.lines()) {
            counter.add(line.head());
        }
        long indexed = WrittenIndex.read(WrittenIndex.of(events.lines())).events.stream()
                .mapToInt(IndexEvent::task)
                .filter(task -> task >= 0)
                .distinct()
                .count();
        assertThat(counter.count()).isEqualTo((int) indexed);
        return counter.count();
    }

    @Test
    void roundsOverAnIncludeCountEach() throws IOException {
        assertThat(counted(new Events()
                        .play("web")
                        .task("Included")
                        .ok("a", false)
                        .loadedAgain()
                        .ok("a", false)
                        .task("Last")
                        .failed("a", "no")))
                .isEqualTo(3);
    }

    @Test
    void fileThatIsLoadedForEachHostCountsOnce() throws IOException {
        assertThat(counted(new Events()
                        .task("Included")
                        .ok("a", false)
                        .loadedAgain()
                        .ok("b", false)))
                .isEqualTo(1);
    }

    @Test
    void handlerThatIsStartedAgainCountsAgain() throws IOException {
        var events = new Events().task("Restart").ok("a", true);
        EventLine start = events.lines().get(0);

        assertThat(counted(events.again(start).ok("a", true))).isEqualTo(2);
    }

    @Test
    void taskThatBeganOnNoHostDoesNotCount() throws IOException {
        assertThat(counted(new Events().play("web").task("Never"))).isZero();
    }
}
