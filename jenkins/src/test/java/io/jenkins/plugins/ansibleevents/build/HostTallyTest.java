package io.jenkins.plugins.ansibleevents.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The counts on the page of a run. */
class HostTallyTest {

    private final HostTally tally = new HostTally();
    private int counter;

    private void start(String type, String play, String uuid, String task, String path) throws EventFormatException {
        counter++;
        String event =
                "{\"uuid\":\"u%d\",\"counter\":%d,\"event\":\"%s\",\"event_data\":{\"play_uuid\":\"%s\",\"task_uuid\":\"%s\",\"task\":\"%s\"%s}}"
                        .formatted(
                                counter,
                                counter,
                                type,
                                play,
                                uuid,
                                task,
                                path == null ? "" : ",\"task_path\":\"" + path + "\"");
        tally.event(EventLine.parse(event.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void taskThatStartsForEachHostIsCountedOnce() throws EventFormatException {
        start("playbook_on_task_start", "p", "t1", "Look", "site.yml:4");
        start("playbook_on_task_start", "p", "t1", "Look", "site.yml:4");
        start("playbook_on_task_start", "p", "t2", "Step", "more.yml:1");
        start("playbook_on_task_start", "p", "t3", "Step", "more.yml:1");

        assertThat(tally.tasks()).isEqualTo(2);
    }

    @Test
    void differentTasksAreCountedEach() throws EventFormatException {
        start("playbook_on_task_start", "p", "t1", "Look", "site.yml:4");
        start("playbook_on_task_start", "p", "t2", "Look", "site.yml:8");
        start("playbook_on_task_start", "q", "t3", "Look", "site.yml:4");
        start("playbook_on_task_start", "p", "t4", "Look", null);
        start("playbook_on_task_start", "p", "t5", "Look", null);
        start("playbook_on_handler_task_start", "p", "h1", "Restart", "site.yml:20");

        assertThat(tally.tasks()).isEqualTo(6);
    }

    @Test
    void recapOfARecordCountsForAllQuestions() {
        var failed = new Recap.Host("web1", 1, 0, 0, 1, 0, 0, 0, 0, null);

        tally.recorded(new Recap(List.of(failed), true, List.of()));

        assertThat(tally.hosts()).isEqualTo(1);
        assertThat(tally.failed()).containsExactly("web1");
        assertThat(tally.recap()).containsKey("web1");
    }
}
