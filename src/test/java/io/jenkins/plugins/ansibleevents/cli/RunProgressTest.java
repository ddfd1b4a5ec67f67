package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.runner.Progress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private final RunProgress progress = new RunProgress(2);

    @Test
    void saysWhichPlayAndWhichTaskOfHowMany() {
        play("p1", "Web tier");
        progress.place(new Progress(3, 4, 12));
        task("Copy");

        assertThat(progress.inWords()).isEqualTo("play 1/3 Web tier, task 4/12 Copy: hosts 0 ok, 0 changed, 0 failed");
    }

    @Test
    void countsTasksWhereAnsibleDoesNotSayHowManyThereAre() {
        play("p1", "Web tier");
        task("Copy");
        task("Restart");

        assertThat(progress.inWords()).startsWith("play 1/2 Web tier, task 2 Restart: ");
    }

    @Test
    void thePlaceOfATaskIsNotThatOfTheNext() {
        play("p1", "Web tier");
        progress.place(new Progress(2, 1, 2));
        task("Copy");
        task("Restart");

        assertThat(progress.inWords()).startsWith("play 1/2 Web tier, task 2 Restart: ");
    }

    @Test
    void batchesOfASerialPlayAreOnePlay() {
        play("p1", "Web tier");
        play("p1_2", "Web tier");
        play("p1_3", "Web tier");
        play("p2", "Database");

        assertThat(progress.inWords()).isEqualTo("play 2/2 Database: hosts 0 ok, 0 changed, 0 failed");
    }

    @Test
    void aNumberOfPlaysThatIsTooSmallIsNotShown() {
        play("p1", "one");
        play("p2", "two");
        play("p3", "three");

        assertThat(progress.inWords()).startsWith("play 3 three: ");
    }

    private void play(String uuid, String name) {
        event("playbook_on_play_start", "{\"play\":\"" + name + "\",\"play_uuid\":\"" + uuid + "\"}");
    }

    private void task(String name) {
        event("playbook_on_task_start", "{\"task\":\"" + name + "\"}");
    }

    private void event(String type, String data) {
        String json = "{\"counter\":1,\"uuid\":\"u\",\"event\":\"" + type + "\",\"event_data\":" + data + "}";
        try {
            progress.event(
                    EventLine.parse(json.getBytes(StandardCharsets.UTF_8)).head());
        } catch (EventFormatException e) {
            throw new AssertionError(e);
        }
    }
}
