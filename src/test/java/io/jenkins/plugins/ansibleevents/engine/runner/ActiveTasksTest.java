package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ActiveTasksTest {

    private final ActiveTasks tasks = new ActiveTasks();
    private int counter;

    @Test
    void oneHostMoreThanAreNamedIsOneMoreHost() throws EventFormatException {
        for (int host = 1; host <= 11; host++) {
            tell("runner_on_start", "nap", "web" + host);
        }

        assertThat(tasks.describe())
                .isEqualTo(
                        "task \"nap\" on web1, web2, web3, web4, web5, web6, web7, web8, web9, web10 and 1 more host");
    }

    @Test
    void oneTaskMoreThanAreNamedIsOneMoreTask() throws EventFormatException {
        for (int task = 1; task <= 6; task++) {
            tell("runner_on_start", "nap " + task, "web" + task);
        }

        assertThat(tasks.describe()).endsWith("; task \"nap 5\" on web5; and 1 more task");
    }

    @Test
    void whatHasEndedIsNotRunningAnyMore() throws EventFormatException {
        tell("runner_on_start", "nap", "web1");
        tell("runner_on_start", "nap", "web2");
        tell("runner_on_ok", "nap", "web1");

        assertThat(tasks.describe()).isEqualTo("task \"nap\" on web2");
    }

    private void tell(String event, String task, String host) throws EventFormatException {
        counter++;
        String json = """
                {"uuid": "%d", "counter": %d, "event": "%s", "event_data": {"task": "%s", "task_uuid": "%s", "host": "%s"}}""".formatted(counter, counter, event, task, task, host);
        tasks.event(EventLine.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
