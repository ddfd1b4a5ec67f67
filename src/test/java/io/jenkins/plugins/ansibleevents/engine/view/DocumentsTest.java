package io.jenkins.plugins.ansibleevents.engine.view;

import static io.jenkins.plugins.ansibleevents.engine.view.ViewedRun.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents of {@code docs/api.md}, of a run that has every kind of result. */
class DocumentsTest {

    private static final Events RUN = new Events()
            .play("Web")
            .task("Copy")
            .started("a")
            .diff("a", "-old\n+new")
            .ok("a", true)
            .diff("b", "-old\n+new")
            .ok("b", true)
            .ok("c", true)
            .skipped("d")
            .task("Try")
            .failed("a", "handled")
            .ignored("b", "never mind b")
            .ignored("c", "never mind c")
            .unreachable("d", "no route to d")
            .task("Go on")
            .ok("a", false)
            .failed("b", "the end of b")
            .failed("c", "the end of c")
            .display("warning", "[WARNING]: look out")
            .stats("b", 1, "c", 1);

    @TempDir
    Path directory;

    private RunView view() throws IOException {
        return RunView.open(RunFiles.of(ViewedRun.record(directory, RUN.lines())));
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String text(JsonNode json) {
        return json.toString().replace('"', '\'');
    }

    @Test
    void summaryCountsEveryHostOnceAndEveryResultOnce() throws Exception {
        JsonNode summary = document(view(), "summary");

        assertThat(text(summary.path("hosts"))).isEqualTo("{'total':4,'failed':2,'unreachable':1,'changed':1,'ok':0}");
        assertThat(text(summary.path("results")))
                .isEqualTo("{'failed':2,'unreachable':1,'rescued':1,'ignored':2,'changed':3,'ok':1,'skipped':1}");
        assertThat(names(summary))
                .containsExactly(
                        "version",
                        "events",
                        "ident",
                        "title",
                        "playbook",
                        "status",
                        "rc",
                        "final",
                        "sentence",
                        "started",
                        "finished",
                        "took",
                        "check",
                        "diff",
                        "hosts",
                        "results",
                        "plays",
                        "tasks",
                        "warnings",
                        "failures",
                        "changes",
                        "ansible",
                        "command",
                        "cwd",
                        "lost",
                        "problems",
                        "notices",
                        "leftOut");
        assertThat(summary.path("check").asBoolean()).isTrue();
        assertThat(summary.path("final").asBoolean()).isTrue();
        assertThat(summary.path("rc").asInt()).isEqualTo(2);
        assertThat(summary.path("started").asText()).isEqualTo("2026-03-01T04:00:01Z");
        assertThat(summary.path("failures").asInt()).isEqualTo(4);
        assertThat(summary.path("changes").asInt()).isEqualTo(3);
        assertThat(summary.path("warnings").asInt()).isEqualTo(1);
    }

    @Test
    void hostsHaveAnsiblesNumbersAndTheirFirstFailure() throws Exception {
        JsonNode hosts = document(view(), "hosts").path("hosts");

        assertThat(text(hosts.get(0)))
                .isEqualTo("{'name':'a','state':'changed','ok':2,'changed':1,'unreachable':0,'failed':0,'skipped':0,"
                        + "'rescued':1,'ignored':0,'took':750,'first':2000,'last':15000,'failure':null}");
        assertThat(text(hosts.get(1)))
                .isEqualTo("{'name':'b','state':'failed','ok':2,'changed':1,'unreachable':0,'failed':1,'skipped':0,"
                        + "'rescued':0,'ignored':1,'took':750,'first':5000,'last':16000,'failure':{'task':2,'name':'Go on',"
                        + "'message':'the end of b','path':'site.yml:3','counter':17}}");
        assertThat(hosts.get(3).path("state").asText()).isEqualTo("unreachable");
    }

    @Test
    void tasksHaveTheirTimesAndCounts() throws Exception {
        JsonNode tasks = document(view(), "tasks");

        assertThat(text(tasks.path("plays"))).isEqualTo("[{'name':'Web','at':0}]");
        assertThat(text(tasks.path("tasks").get(1)))
                .isEqualTo("{'name':'Try','play':0,'path':'site.yml:2','action':'','role':'','at':9000,'until':13000,"
                        + "'took':1000,'longest':250,'slowest':3,'counts':{'failed':0,'unreachable':1,'rescued':1,'ignored':2,"
                        + "'changed':0,'ok':0,'skipped':0},'handler':false,'line':1}");
    }

    @Test
    void cellsAreALetterForEachHost() throws Exception {
        assertThat(text(document(view(), "cells").path("states"))).isEqualTo("['cccs','riiu','off.']");
    }

    @Test
    void timesHaveALaneForEachHostThatIsAskedFor() throws Exception {
        JsonNode times = document(view(), "times", "from", "0", "to", "2");

        assertThat(times.path("lanes")).hasSize(2);
        assertThat(text(times.path("lanes").get(0)))
                .isEqualTo("[[0,2000,250,'c',5,1000],[1,9750,250,'r',11,-1],[2,14750,250,'o',16,-1]]");
    }

    @Test
    void failuresAreGroupedByTaskAndReasonTheWorstFirst() throws Exception {
        JsonNode groups = document(view(), "failures").path("groups");

        assertThat(groups.findValuesAsText("state")).containsExactly("failed", "unreachable", "rescued", "ignored");
        assertThat(text(groups.get(0)))
                .isEqualTo("{'state':'failed','task':2,'message':'the end of …','hosts':[1,2],'counter':17,"
                        + "'counters':[17,18],'path':'site.yml:3','play':'Web','parts':[{'name':'stderr','text':'said by b'}],"
                        + "'command':null,'diff':null}");
        assertThat(groups.get(1).path("message").asText()).isEqualTo("no route to d");
    }

    @Test
    void commandOfAFailureCanBeCopied() throws Exception {
        Events run = new Events()
                .play("Web")
                .task("Ask")
                .failedCommand("a", List.of("sh", "-c", "echo \"it's\" >&2; exit 1"));

        JsonNode groups = document(RunView.open(RunFiles.of(ViewedRun.record(directory, run.lines()))), "failures")
                .path("groups");

        assertThat(groups.get(0).path("command").asText()).isEqualTo("sh -c 'echo \"it'\\''s\" >&2; exit 1'");
    }

    @Test
    void failureOfALoopHasTheCommandAndTheTextOfItsItem() throws Exception {
        Events run = new Events()
                .play("Web")
                .task("Make")
                .failedItem("a", "lib", List.of("make", "lib"), "cc: out of memory\nmake: stopped");

        JsonNode group = document(RunView.open(RunFiles.of(ViewedRun.record(directory, run.lines()))), "failures")
                .path("groups")
                .get(0);

        assertThat(group.path("message").asText())
                .isEqualTo("One or more items failed: item lib: non-zero return code: make: stopped");
        assertThat(text(group.path("parts")))
                .isEqualTo("[{'name':'item lib','text':'cc: out of memory\\nmake: stopped'}]");
        assertThat(group.path("command").asText()).isEqualTo("make lib");
        assertThat(group.path("rc").asInt()).isEqualTo(3);
    }

    @Test
    void diffOfAnUnchangedResultIsNoChange() throws Exception {
        Events run = new Events()
                .play("Web")
                .task("Write")
                .diff("a", "-old\n+new")
                .ok("a", true)
                .diff("b", "")
                .ok("b", false);

        RunView view = RunView.open(RunFiles.of(ViewedRun.record(directory, run.lines())));

        assertThat(document(view, "summary").path("changes").asInt()).isOne();
        assertThat(text(document(view, "changes").path("groups").findPath("hosts")))
                .isEqualTo("[0]");
    }

    @Test
    void changesAreGroupedByTaskAndEqualDiff() throws Exception {
        JsonNode groups = document(view(), "changes").path("groups");

        assertThat(text(groups))
                .isEqualTo("[{'task':0,'hosts':[0,1],'counter':5,'diff':'-old\\n+new'},"
                        + "{'task':0,'hosts':[2],'counter':8,'diff':null}]");
    }

    @Test
    void eventsArePagesOfWhatIsAskedFor() throws Exception {
        RunView view = view();

        JsonNode first = document(view, "events", "host", "1", "limit", "2");
        assertThat(first.path("lines").findValuesAsText("counter")).containsExactly("6", "7");
        assertThat(first.path("next").asInt()).isEqualTo(7);
        JsonNode second = document(view, "events", "host", "1", "limit", "2", "after", "7");
        assertThat(second.path("lines").findValuesAsText("counter")).containsExactly("12", "17");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(text(second.path("lines").get(1)))
                .isEqualTo(
                        "{'counter':17,'type':'runner_on_failed','at':16000,'host':1,'task':2,'state':'failed','took':250,"
                                + "'text':'the end of b'}");
        assertThat(document(view, "events", "state", "rescued").path("lines").findValuesAsText("counter"))
                .containsExactly("11");
        assertThat(document(view, "events", "type", "warning").path("lines").findValuesAsText("text"))
                .containsExactly("[WARNING]: look out");
    }

    @Test
    void textOfEventsIsFoundWithoutRegardToCapitals() throws Exception {
        RunView view = view();

        assertThat(document(view, "events", "text", "THE END OF").path("lines").findValuesAsText("counter"))
                .containsExactly("17", "18");
        assertThat(document(view, "events", "text", "nowhere \"quoted\"").path("lines"))
                .isEmpty();
    }

    @Test
    void eventIsTheLineItself() throws Exception {
        var out = new ByteArrayOutputStream();

        view().write("event", Map.of("counter", "17"), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(RUN.lines().get(16).toJson());
    }

    @Test
    void whoAsksForWhatIsNotThereLearnsWhatThereIs() throws Exception {
        RunView view = view();

        assertThatThrownBy(() -> document(view, "secrets"))
                .isInstanceOfSatisfying(
                        ViewException.class, e -> assertThat(e.isNotFound()).isTrue())
                .hasMessageStartingWith("there is no document \"secrets\", there are summary, hosts, tasks,");
        assertThatThrownBy(() -> document(view, "event", "counter", "99"))
                .isInstanceOfSatisfying(
                        ViewException.class, e -> assertThat(e.isNotFound()).isTrue())
                .hasMessage("the run has no event 99, its last one is 20");
        assertThatThrownBy(() -> document(view, "events", "limit", "5000"))
                .isInstanceOfSatisfying(
                        ViewException.class, e -> assertThat(e.isNotFound()).isFalse())
                .hasMessage("\"limit\" must be a number from 1 to 1000, is \"5000\"");
        assertThatThrownBy(() -> document(view, "hosts", "sort", "name"))
                .hasMessage("this document takes no parameters, \"sort\" was given");
        assertThatThrownBy(() -> document(view, "times", "host", "1"))
                .hasMessage("there is no parameter \"host\", there are from, to");
    }

    @Test
    void nothingInADocumentIsMarkup() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>&\u2028";
        List<EventLine> events = new Events()
                .play(hostile)
                .task(hostile)
                .failed(hostile, hostile)
                .stats(hostile, 1)
                .lines();
        RunView view = RunView.open(RunFiles.of(ViewedRun.record(directory, events)));
        var out = new ByteArrayOutputStream();

        view.embed(out, EmbedLimits.DEFAULT);

        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("<", ">", "&", "\u2028");
        JsonNode all = ViewedRun.JSON.readTree(out.toByteArray());
        assertThat(all.path("hosts").path("hosts").get(0).path("name").asText()).isEqualTo(hostile);
        assertThat(all.path("detail").path("3").path("event_data").path("host").asText())
                .isEqualTo(hostile);
    }

    @Test
    void embeddedRunHasEveryDocument() throws Exception {
        var out = new ByteArrayOutputStream();

        view().embed(out, EmbedLimits.DEFAULT);

        JsonNode all = ViewedRun.JSON.readTree(out.toByteArray());
        assertThat(names(all))
                .containsExactlyInAnyOrder(
                        "summary",
                        "hosts",
                        "tasks",
                        "cells",
                        "times",
                        "failures",
                        "changes",
                        "remarks",
                        "events",
                        "detail",
                        "output");
        for (String name : List.of("hosts", "tasks", "cells", "times", "failures", "changes", "remarks", "events")) {
            assertThat(all.path(name)).as(name).isEqualTo(document(view2(), name));
        }
        assertThat(names(all.path("detail"))).hasSize(RUN.lines().size());
        assertThat(all.path("summary").path("leftOut")).isEmpty();
    }

    private RunView view2() throws IOException {
        return RunView.open(RunFiles.of(new RunDirectory(directory.resolve("run"))));
    }

    @Test
    void whatALimitLeavesOutIsSaid() throws Exception {
        var small = new EmbedLimits(2, 2, 1, 1, 0, 3, 1, 10_000, 8, 0, 10);
        var out = new ByteArrayOutputStream();

        view().embed(out, small);

        JsonNode all = ViewedRun.JSON.readTree(out.toByteArray());
        assertThat(all.path("failures").path("groups")).hasSize(1);
        assertThat(all.path("failures").path("groups").get(0).path("parts")).isEmpty();
        assertThat(all.path("cells").path("hosts").asInt()).isZero();
        assertThat(all.path("summary").path("leftOut").toString())
                .contains(
                        "the matrix of 4 hosts and 3 tasks",
                        "the times of 4 hosts",
                        "3 groups of equal failures",
                        "1 text of failures",
                        "1 group of equal changes",
                        "1 warning",
                        "events.jsonl has them all");
    }

    @Test
    void outputIsLinesWithTheResultsThatBeginInThem() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        try (var recorder = ViewedRun.begin(run)) {
            var lines = new Shown(recorder);
            lines.show("playbook_on_play_start", "\nPLAY [Web]");
            lines.show("runner_on_start", "");
            lines.show("runner_on_ok", "\u001b[0;32mok: [a]\u001b[0m");
            lines.show("runner_on_failed", "fatal: [b]\nbecause of Ärger");
            lines.show("playbook_on_stats", "PLAY RECAP");
            ViewedRun.finish(recorder, 5);
        }
        RunView view = RunView.open(RunFiles.of(run));

        JsonNode page = document(view, "output", "line", "3", "lines", "2");
        assertThat(text(page.path("lines"))).isEqualTo("['\\u001B[0;32mok: [a]\\u001B[0m','fatal: [b]']");
        assertThat(page.path("total").asInt()).isEqualTo(6);
        assertThat(text(page.path("results"))).isEqualTo("[[3,3],[4,4]]");
        JsonNode found = document(view, "output", "text", "ärger");
        assertThat(text(found.path("matches"))).isEqualTo("[5]");
        assertThat(text(found.path("results"))).isEqualTo("[[5,4]]");
        assertThat(text(document(view, "output", "text", "recap").path("results")))
                .isEqualTo("[[6,null]]");
    }

    @Test
    void recordWhoseEventsAreNotKeptStillShowsItsRun() throws Exception {
        RunDirectory run = ViewedRun.record(directory, RUN.lines());
        JsonNode before = document(RunView.open(RunFiles.of(run)), "hosts");
        Files.delete(run.events());
        RunView view = RunView.open(RunFiles.of(run));

        assertThat(document(view, "hosts")).isEqualTo(before);
        assertThat(document(view, "failures")
                        .path("groups")
                        .get(0)
                        .path("message")
                        .asText())
                .isEqualTo("the end of …");
        assertThatThrownBy(() -> document(view, "event", "counter", "17"))
                .hasMessage("the events of this run are not kept; event 17 is not there any more");
    }
}
