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

    private void ok(String uuid, String task, String path, String host) throws EventFormatException {
        counter++;
        String event =
                "{\"uuid\":\"u%d\",\"counter\":%d,\"event\":\"runner_on_ok\",\"event_data\":{\"play_uuid\":\"p\",\"task_uuid\":\"%s\",\"task\":\"%s\",\"task_path\":\"%s\",\"host\":\"%s\"}}"
                        .formatted(counter, counter, uuid, task, path, host);
        tally.event(EventLine.parse(event.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tasksAreCountedAsOnThePagesOfTheRun() throws EventFormatException {
        ok("t1", "Look", "site.yml:4", "web1");
        ok("t1", "Look", "site.yml:4", "web2");
        ok("t2", "Step", "more.yml:1", "web1");
        ok("t3", "Step", "more.yml:1", "web2"); // the file is loaded for each host
        ok("t4", "Step", "more.yml:1", "web1"); // a second round

        assertThat(tally.tasks()).isEqualTo(3);
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
