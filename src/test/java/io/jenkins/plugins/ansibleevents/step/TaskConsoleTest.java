package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.runner.Progress;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskConsoleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> log = new ArrayList<>();
    private TaskConsole console = console(true, 0);
    private String task = "";
    private long counter;

    private TaskConsole console(boolean everyTask, long printed) {
        return new TaskConsole(new RunListener() {}, log::add, everyTask, printed);
    }

    @Test
    void taskThatIsOverHasOneLineWithItsCounts() throws Exception {
        play("web");
        task("install nginx");
        result("runner_on_ok", "web1", "\"changed\":true");
        result("runner_on_ok", "web2", "");
        result("runner_on_skipped", "web3", "");
        assertThat(log).as("the task goes on").containsExactly("", "PLAY [web] ***");
        task("start");

        assertThat(log).containsExactly("", "PLAY [web] ***", "TASK [install nginx] ok=1 changed=1 failed=0 skipped=1");
    }

    @Test
    void failureIsShownAtOnceBelowItsTask() throws Exception {
        play("web");
        task("install nginx");
        failure("web2", "no package");

        assertThat(log)
                .containsExactly(
                        "",
                        "PLAY [web] ***",
                        "TASK [install nginx] ***",
                        "fatal: [web2]: FAILED! => no package (/site.yml:1)");
    }

    @Test
    void equalFailuresArePutTogether() throws Exception {
        play("web");
        task("install nginx");
        for (int host = 1; host <= 30; host++) {
            failure("web" + host, "web" + host + " has no package");
        }
        failure("db1", "disk full");
        task("start");

        assertThat(log)
                .containsExactly(
                        "",
                        "PLAY [web] ***",
                        "TASK [install nginx] ***",
                        "fatal: [web1]: FAILED! => web1 has no package (/site.yml:1)",
                        "fatal: [web2]: FAILED! => web2 has no package (/site.yml:1)",
                        "fatal: [web3]: FAILED! => web3 has no package (/site.yml:1)",
                        "fatal: [db1]: FAILED! => disk full (/site.yml:1)",
                        "...and 27 more hosts with: web1 has no package (/site.yml:1): web4, web5, web6, web7, web8 and 22 more",
                        "TASK [install nginx] ok=0 changed=0 failed=31 skipped=0");
    }

    @Test
    void thousandDifferentFailuresAreBounded() throws Exception {
        play("web");
        task("install nginx");
        for (int host = 1; host <= 1_000; host++) {
            failure("web" + host, "reason number " + "x".repeat(host % 100) + host);
        }
        task("start");

        assertThat(log)
                .hasSizeLessThan(30)
                .contains("...and 980 more hosts with: other failures: web21, web22, web23, web24, web25 and 975 more");
    }

    @Test
    void handledFailuresSayThatTheyWereHandled() throws Exception {
        play("web");
        task("optional");
        result("runner_on_failed", "web1", "\"ignore_errors\":true,\"res\":{\"msg\":\"a\"}");
        console.progress(new Progress(0, 0, 0, true, false));
        failure("web2", "b");
        failure("web3", "c");
        task("next");

        assertThat(log.subList(3, log.size()))
                .containsExactly(
                        "fatal: [web1]: FAILED! => a (/site.yml:1)",
                        "...ignoring",
                        "fatal: [web2]: FAILED! => b (/site.yml:1)",
                        "...rescued",
                        "fatal: [web3]: FAILED! => c (/site.yml:1)",
                        "TASK [optional] ok=0 changed=0 failed=1 skipped=0 rescued=1 ignored=1");
    }

    @Test
    void failuresAloneHaveNoLinesOfGoodTasks() throws Exception {
        console = console(false, 0);
        play("first");
        task("good");
        result("runner_on_ok", "web1", "");
        play("second");
        task("bad");
        result("runner_on_unreachable", "web1", "\"res\":{\"msg\":\"timed out\"}");
        stats("\"processed\":{\"web1\":1},\"dark\":{\"web1\":1},\"ok\":{\"web1\":1}");

        assertThat(log)
                .containsExactly(
                        "",
                        "PLAY [second] ***",
                        "TASK [bad] ***",
                        "fatal: [web1]: UNREACHABLE! => timed out (/site.yml:1)",
                        "",
                        "PLAY RECAP ***",
                        "1 host: 1 unreachable");
    }

    @Test
    void recapOfManyHostsNamesBadOnesAndCountsTheOthers() throws Exception {
        String processed = String.join(
                ",",
                IntStream.rangeClosed(1, 200)
                        .mapToObj(i -> "\"web" + i + "\":1")
                        .toList());
        play("web");
        stats("\"processed\":{" + processed + "},\"ok\":{" + processed
                + "},\"failures\":{\"web7\":1},\"changed\":{\"web9\":1}");

        assertThat(log.subList(2, log.size()))
                .containsExactly(
                        "",
                        "PLAY RECAP ***",
                        "web7                       : ok=1    changed=0    unreachable=0    failed=1    skipped=0    rescued=0    ignored=0",
                        "200 hosts: 1 failed, 1 changed, 198 ok");
    }

    @Test
    void overlappingTasksHaveTheirLinesAtTheEndOfThePlay() throws Exception {
        play("free");
        task("a");
        begin("web1");
        begin("web2");
        result("runner_on_ok", "web1", "");
        task("b");
        begin("web1");
        result("runner_on_ok", "web1", "");
        task("a");
        result("runner_on_ok", "web2", "");
        play("next");

        assertThat(log)
                .containsExactly(
                        "",
                        "PLAY [free] ***",
                        "TASK [a] ok=2 changed=0 failed=0 skipped=0",
                        "TASK [b] ok=1 changed=0 failed=0 skipped=0",
                        "",
                        "PLAY [next] ***");
    }

    @Test
    void textOfNoTaskIsShownAndItsWarningsOnlyOnce() throws Exception {
        text("[WARNING]: no inventory");
        console.remark(new Remark(Remark.Kind.WARNING, "[WARNING]: no inventory", true));
        text("Traceback (most recent call last):");
        play("web");
        task("t");
        console.remark(new Remark(Remark.Kind.WARNING, "[WARNING]: old python", false));
        text("\u001b[1;35m[WARNING]: old python\u001b[0m");
        result("runner_on_ok", "web1", "");

        assertThat(log)
                .containsExactly(
                        "[WARNING]: no inventory",
                        "Traceback (most recent call last):",
                        "",
                        "PLAY [web] ***",
                        "[WARNING]: old python");
    }

    @Test
    void errorThatAFailureRepeatsIsShownOnce() throws Exception {
        play("web");
        task("t");
        console.remark(new Remark(Remark.Kind.ERROR, "[ERROR]: Task failed: no package\nOrigin: /site.yml:1", false));
        text("[ERROR]: Task failed: no package");
        text("Origin: /site.yml:1");
        failure("web1", "no package");
        console.remark(new Remark(Remark.Kind.ERROR, "[ERROR]: something else", false));
        result("runner_on_ok", "web2", "");

        assertThat(log.subList(2, log.size()))
                .containsExactly(
                        "TASK [t] ***",
                        "fatal: [web1]: FAILED! => no package (/site.yml:1)",
                        "[ERROR]: something else");
    }

    @Test
    void verboseTextIsBoundedForEachTask() throws Exception {
        play("web");
        task("t");
        for (int i = 0; i < 1_000; i++) {
            text("<web1> EXEC " + i);
        }
        task("u");
        text("<web1> EXEC again");

        assertThat(log.subList(2, log.size()))
                .hasSize(53)
                .endsWith(
                        "...and 950 more lines of Ansible's own text",
                        "TASK [t] ok=0 changed=0 failed=0 skipped=0",
                        "<web1> EXEC again");
    }

    @Test
    void nothingIsPrintedAgainAfterARestart() throws Exception {
        List<String> whole = story(0);
        for (int printed = 1; printed <= counter; printed++) {
            log.clear();
            List<String> before = whole.subList(0, linesUpTo(printed));
            assertThat(story(printed))
                    .as("after event %d", printed)
                    .isEqualTo(whole.subList(before.size(), whole.size()));
        }
    }

    @Test
    void noticesAreNotRepeatedAfterARestartAndNewOnesNotLost() throws Exception {
        var notices = new ArrayList<String>();
        var own = new RunListener() {
            @Override
            public void notice(String message) {
                notices.add(message);
            }
        };
        console = new TaskConsole(own, log::add, true, 2);
        console.notice("old");
        play("web");
        console.notice("old, too");
        task("a");
        console.notice("the run took too long");
        console.remark(new Remark(Remark.Kind.WARNING, "[WARNING]: new", true));

        assertThat(notices).containsExactly("the run took too long");
        assertThat(log).containsExactly("[WARNING]: new");
    }

    /** How many lines the log has after an event. */
    private int linesUpTo(long last) throws Exception {
        return story(0, last).size();
    }

    private List<String> story(long printed) throws Exception {
        return story(printed, Long.MAX_VALUE);
    }

    private List<String> story(long printed, long last) throws Exception {
        log.clear();
        counter = 0;
        console = console(true, printed);
        var steps = List.<Step>of(
                () -> play("web"),
                () -> task("a"),
                () -> result("runner_on_ok", "web1", ""),
                () -> failure("web2", "no"),
                () -> task("b"),
                () -> result("runner_on_ok", "web1", "\"changed\":true"),
                () -> stats("\"processed\":{\"web1\":1,\"web2\":1},\"ok\":{\"web1\":2},\"failures\":{\"web2\":1}"));
        for (Step step : steps) {
            if (counter < last) {
                step.take();
            }
        }
        return List.copyOf(log);
    }

    private interface Step {
        void take() throws Exception;
    }

    private void play(String name) throws EventFormatException {
        event("playbook_on_play_start", "\"play\":\"%s\",\"play_uuid\":\"%s\"".formatted(name, name), "");
    }

    private void task(String name) throws EventFormatException {
        task = name;
        event("playbook_on_task_start", "", "");
    }

    private void begin(String host) throws EventFormatException {
        result("runner_on_start", host, "");
    }

    private void failure(String host, String reason) throws EventFormatException {
        result("runner_on_failed", host, "\"res\":{\"msg\":\"" + reason + "\"}");
    }

    private void result(String event, String host, String data) throws EventFormatException {
        String changed = data.contains("changed") ? "\"res\":{\"changed\":true}" : data;
        event(event, "\"host\":\"" + host + "\"" + (changed.isEmpty() ? "" : "," + changed), "");
    }

    private void stats(String data) throws EventFormatException {
        event("playbook_on_stats", data, "");
    }

    private void text(String text) throws EventFormatException {
        event("verbose", "", text);
    }

    private void event(String type, String data, String stdout) throws EventFormatException {
        try {
            ObjectNode json = JSON.createObjectNode();
            json.put("uuid", "u" + ++counter)
                    .put("counter", counter)
                    .put("event", type)
                    .put("stdout", stdout);
            ObjectNode given = (ObjectNode) JSON.readTree("{" + data + "}");
            if (!task.isEmpty() && !type.startsWith("playbook_on_play")) {
                given.put("task", task).put("task_uuid", "t-" + task).put("task_path", "/site.yml:1");
            }
            json.set("event_data", given);
            console.event(EventLine.parse(json.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
