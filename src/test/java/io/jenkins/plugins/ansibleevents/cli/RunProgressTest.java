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

        assertThat(progress.inWords(200))
                .isEqualTo("play 1/3 Web tier, task 4/12 Copy: hosts 0 ok, 0 changed, 0 failed");
    }

    @Test
    void countsTasksWhereAnsibleDoesNotSayHowManyThereAre() {
        play("p1", "Web tier");
        task("Copy");
        task("Restart");

        assertThat(progress.inWords(200)).startsWith("play 1/2 Web tier, task 2 Restart: ");
    }

    @Test
    void thePlaceOfATaskIsNotThatOfTheNext() {
        play("p1", "Web tier");
        progress.place(new Progress(2, 1, 2));
        task("Copy");
        task("Restart");

        assertThat(progress.inWords(200)).startsWith("play 1/2 Web tier, task 2 Restart: ");
    }

    @Test
    void batchesOfASerialPlayAreOnePlay() {
        play("p1", "Web tier");
        play("p1_2", "Web tier");
        play("p1_3", "Web tier");
        play("p2", "Database");

        assertThat(progress.inWords(200)).isEqualTo("play 2/2 Database: hosts 0 ok, 0 changed, 0 failed");
    }

    @Test
    void aNumberOfPlaysThatIsTooSmallIsNotShown() {
        play("p1", "one");
        play("p2", "two");
        play("p3", "three");

        assertThat(progress.inWords(200)).startsWith("play 3 three: ");
    }

    @Test
    void rescuedHostsAreNotFailedAndUnreachableOnesAreCountedApart() {
        play("p1", "Web");
        event("runner_on_ok", "{\"host\":\"a\"}");
        progress.place(new Progress(0, 0, 0, true, false));
        event("runner_on_failed", "{\"host\":\"b\"}");
        event("runner_on_failed", "{\"host\":\"c\"}");
        event("runner_on_unreachable", "{\"host\":\"d\"}");
        event("runner_on_unreachable", "{\"host\":\"e\"}");
        event("runner_on_start", "{\"host\":\"e\"}");

        assertThat(progress.inWords(200)).endsWith(": hosts 3 ok, 0 changed, 1 failed, 1 unreachable");
    }

    @Test
    void aLongNameIsShortenedAndTheCountsAreThere() {
        play("p1", "Web tier");
        task("Install the packages that the release needs, one after the other, on every host of the tier");

        assertThat(progress.inWords(79))
                .hasSize(79)
                .isEqualTo("play 1/2 Web tier, task 1 Install the package…: hosts 0 ok, 0 changed, 0 failed");
    }

    @Test
    void soIsTheNameOfThePlayWhereBothAreLong() {
        play("p1", "A play whose name is a sentence of its own, and then some more of it");
        task("A task whose name is not shorter than that of its play, by no means");

        assertThat(progress.inWords(79))
                .hasSize(79)
                .matches("play 1/2 A p.*…, task 1 A .*…: hosts 0 ok, 0 changed, 0 failed");
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        play("p1", "Web");
        task("部署应用程序到所有服务器并重新启动服务然后检查健康状态");

        String line = progress.inWords(60);

        assertThat(Columns.of(line)).isBetween(58, 60);
        assertThat(line).contains("部署", "…: hosts 0 ok, 0 changed, 0 failed");
    }

    @Test
    void controlCharactersOfANameDoNotReachTheTerminal() {
        play("p1", "Web\\u001b[2J");

        assertThat(progress.inWords(200)).doesNotContain("\u001b");
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
