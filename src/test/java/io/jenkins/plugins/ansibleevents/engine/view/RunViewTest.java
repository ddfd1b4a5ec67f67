package io.jenkins.plugins.ansibleevents.engine.view;

import static io.jenkins.plugins.ansibleevents.engine.view.ViewedRun.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRecorder;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is looked at while it goes on, after a kill, and when its files are not what they were. */
class RunViewTest {

    private static final List<String> NAMES = List.of(
            "summary", "hosts", "tasks", "cells", "times", "failures", "changes", "remarks", "events", "output");

    private static final Events RUN = new Events()
            .play("Web")
            .task("Copy")
            .started("a")
            .ok("a", true)
            .diff("b", "-old\n+new")
            .ok("b", true)
            .task("Try")
            .failed("a", "handled")
            .task("Go on")
            .ok("a", false)
            .failed("b", "the end")
            .stats("b", 1);

    @TempDir
    Path directory;

    private static List<JsonNode> documents(RunView view) throws IOException, ViewException {
        var documents = new ArrayList<JsonNode>();
        for (String name : NAMES) {
            documents.add(document(view, name));
        }
        return documents;
    }

    private static List<JsonNode> documents(RunDirectory run) throws IOException, ViewException {
        try (RunView view = RunView.open(RunFiles.of(run))) {
            return documents(view);
        }
    }

    @Test
    void viewThatFollowsARunEndsAsOneThatIsOpenedAfterwards() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        try (RunRecorder recorder = ViewedRun.begin(run);
                RunView view = RunView.open(RunFiles.of(run))) {
            long known = 0;
            String version = view.version();
            for (EventLine event : RUN.lines()) {
                recorder.event(event);
                view.refresh();
                documents(view);
                assertThat(view.events()).isEqualTo(++known);
                assertThat(view.isFinal()).isFalse();
                assertThat(view.version()).isNotEqualTo(version);
                version = view.version();
            }
            ViewedRun.finish(recorder, known);
            view.refresh();

            assertThat(view.isFinal()).isTrue();
            assertThat(view.version()).isNotEqualTo(version);
            assertThat(documents(view)).isEqualTo(documents(run));
            version = view.version();
            view.refresh();
            assertThat(view.version()).isEqualTo(version);
        }
    }

    @Test
    void hostThatIsInATaskIsSeenAtOnce() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        try (RunRecorder recorder = ViewedRun.begin(run);
                RunView view = RunView.open(RunFiles.of(run))) {
            RUN.lines().subList(0, 3).forEach(recorder::event);
            view.refresh();

            assertThat(document(view, "cells").path("states").toString()).isEqualTo("[\"*\"]");
            assertThat(document(view, "summary").path("finished").isNull()).isTrue();
            assertThat(document(view, "summary").path("status").asText()).isEqualTo("running");
        }
    }

    @Test
    void failureOfARunThatGoesOnCountsUntilItIsKnownThatItWasRescued() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        try (RunRecorder recorder = ViewedRun.begin(run);
                RunView view = RunView.open(RunFiles.of(run))) {
            List<EventLine> events = RUN.lines();
            events.subList(0, events.size() - 1).forEach(recorder::event);
            view.refresh();
            assertThat(view.counts().hosts(HostState.FAILED)).isEqualTo(2);

            recorder.event(events.get(events.size() - 1));
            view.refresh();

            assertThat(view.counts().hosts(HostState.FAILED)).isEqualTo(1);
            assertThat(view.counts().results(ResultState.RESCUED)).isEqualTo(1);
        }
    }

    @Test
    void missingIndexChangesNothing() throws Exception {
        RunDirectory run = ViewedRun.record(directory, RUN.lines());
        List<JsonNode> before = documents(run);
        Files.delete(run.index());

        assertThat(documents(run)).isEqualTo(before);
        assertThat(run.index()).doesNotExist();
    }

    @Test
    void indexThatIsShortOrDamagedChangesNothing() throws Exception {
        RunDirectory run = ViewedRun.record(directory, RUN.lines());
        List<JsonNode> before = documents(run);
        byte[] index = Files.readAllBytes(run.index());
        for (int i = 0; i < index.length; i += 37) {
            byte[] damaged = index.clone();
            damaged[i] ^= 1;
            Files.write(run.index(), damaged);
            assertThat(documents(run)).as("byte %d", i).isEqualTo(before);

            Files.write(run.index(), index);
            try (FileChannel file = FileChannel.open(run.index(), StandardOpenOption.WRITE)) {
                file.truncate(i);
            }
            assertThat(documents(run)).as("length %d", i).isEqualTo(before);
        }
    }

    @Test
    void indexThatAViewHadToMakeIsTheRecordersOwn() throws Exception {
        RunDirectory run = ViewedRun.record(directory, RUN.lines());
        byte[] index = Files.readAllBytes(run.index());
        Files.delete(run.index());
        try (RunView view = RunView.open(RunFiles.of(run));
                var out = Files.newOutputStream(run.index())) {
            assertThat(view.hasOwnIndex()).isTrue();
            view.writeIndex(out);
        }

        assertThat(run.index()).hasBinaryContent(index);
    }

    @Test
    void indexThatIsGivenUpDuringTheRunIsMadeAgainByWhoeverLooks() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        try (RunRecorder recorder = ViewedRun.begin(run);
                RunView view = RunView.open(RunFiles.of(run))) {
            RUN.lines().subList(0, 4).forEach(recorder::event);
            view.refresh();
            Files.delete(run.index());
            RUN.lines().subList(4, 8).forEach(recorder::event);
            view.refresh();
            assertThat(view.events()).isEqualTo(8);

            RUN.lines().subList(8, 12).forEach(recorder::event);
            view.refresh();

            assertThat(view.events()).isEqualTo(12);
            assertThat(view.counts().results(ResultState.RESCUED)).isEqualTo(1);
        }
    }

    @Test
    void linesThatAreNoEventsAreLeftOut() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        run.create();
        List<EventLine> events = RUN.lines();
        Files.writeString(
                run.events(),
                events.get(0).toJson() + "\nnot json\n" + events.get(1).toJson() + "\n{\"half\":");

        try (RunView view = RunView.open(RunFiles.of(run))) {
            assertThat(view.events()).isEqualTo(2);
            assertThat(document(view, "event", "counter", "2").path("event").asText())
                    .isEqualTo("playbook_on_task_start");
        }
    }

    @Test
    void killedRunIsSettledByTheEventsThatAreThere() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        RunRecorder recorder = ViewedRun.begin(run);
        RUN.lines().subList(0, 11).forEach(recorder::event);
        recorder.close();

        try (RunView view = RunView.ofEnded(RunFiles.of(run), null, List.of("it was killed"))) {
            JsonNode summary = document(view, "summary");
            assertThat(summary.path("results").path("rescued").asInt()).isEqualTo(1);
            assertThat(summary.path("hosts").path("failed").asInt()).isEqualTo(1);
            assertThat(summary.path("problems").toString()).isEqualTo("[\"it was killed\"]");
            assertThat(summary.path("final").asBoolean()).isFalse();
        }
    }

    @Test
    void runWithoutEventsHasItsSummary() throws Exception {
        RunDirectory run = ViewedRun.record(directory, List.of());
        try (RunView view = RunView.open(RunFiles.of(run))) {
            JsonNode summary = document(view, "summary");

            assertThat(summary.path("hosts").path("total").asInt()).isZero();
            assertThat(summary.path("sentence").asText()).isEqualTo("tasks failed on b");
            for (String name : NAMES) {
                document(view, name);
            }
        }
    }

    @Test
    void runThatIsRecordedWithoutDataHasTheHostsOfItsRecap() throws Exception {
        var events = new ArrayList<EventLine>();
        for (EventLine event : RUN.lines()) {
            events.add(event.withoutData());
        }
        try (RunView view = RunView.open(RunFiles.of(ViewedRun.record(directory, events)))) {
            assertThat(view.hasAllData()).isFalse();
            assertThat(document(view, "hosts").path("hosts").findValuesAsText("name"))
                    .containsExactly("b", "Go on", "a");
            assertThat(document(view, "summary").path("results").toString())
                    .isEqualTo("{\"failed\":1,\"unreachable\":0,\"rescued\":1,\"ignored\":0,\"changed\":2,\"ok\":1,"
                            + "\"skipped\":0}");
            assertThat(document(view, "events").path("lines"))
                    .hasSize(RUN.lines().size());
        }
    }

    @Test
    void recordWithNeitherEventsNorIndexShowsItsRecap() throws Exception {
        RunDirectory run = ViewedRun.record(directory, RUN.lines());
        Files.delete(run.events());
        Files.delete(run.index());
        try (RunView view = RunView.open(RunFiles.of(run))) {
            JsonNode failure = document(view, "hosts").path("hosts").get(0).path("failure");
            assertThat(failure.path("name").asText()).isEqualTo("Go on");
            assertThat(failure.path("message").asText()).isEqualTo("the end");
            JsonNode summary = document(view, "summary");
            assertThat(summary.path("hosts").path("failed").asInt()).isEqualTo(1);
            assertThat(summary.path("status").asText()).isEqualTo("failed");
            for (String name : NAMES) {
                document(view, name);
            }
            assertThat(view.isFinal()).isTrue();
        }
    }

    @Test
    void viewOfARunThatHasHardlyBegunGoesOnWithIt() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        Files.createDirectories(run.path());
        try (RunView view = RunView.open(RunFiles.of(run))) {
            assertThat(view.events()).isZero();
            Files.delete(run.path());
            try (RunRecorder recorder = ViewedRun.begin(run)) {
                RUN.lines().forEach(recorder::event);
                view.refresh();
            }

            assertThat(view.events()).isEqualTo(RUN.lines().size());
        }
    }

    @Test
    void recapIsThatOfTheEvents() throws Exception {
        var recap = new RecapBuilder();
        RUN.lines().forEach(recap::add);

        try (RunView view = RunView.open(RunFiles.of(ViewedRun.record(directory, RUN.lines())))) {
            assertThat(view.recap()).isEqualTo(recap.end());
        }
    }

    @Test
    void warningsAreAllThatWereDisplayedEachOnce() throws Exception {
        RunDirectory run = RunDirectory.in(directory, "run");
        List<EventLine> events = new Events()
                .display("verbose", "[WARNING]: the inventory is empty")
                .display("warning", "[WARNING]: look out,\r\nthere")
                .display("deprecated", "[DEPRECATION WARNING]: old")
                .display("error", "ERROR! it is broken")
                .lines();
        try (RunRecorder recorder = ViewedRun.begin(run)) {
            events.forEach(recorder::event);
            recorder.remark(new Remark(Remark.Kind.WARNING, "\u001b[1;35m[WARNING]: look out, there\u001b[0m", false));
            recorder.remark(new Remark(Remark.Kind.WARNING, "\u001b[1;35m[WARNING]: look out, there\u001b[0m", false));
            ViewedRun.finish(recorder, events.size());
        }
        try (RunView view = RunView.open(RunFiles.of(run))) {
            JsonNode remarks = document(view, "remarks").path("remarks");
            assertThat(remarks.findValuesAsText("text"))
                    .containsExactlyInAnyOrder(
                            "[WARNING]: look out, there",
                            "[WARNING]: the inventory is empty",
                            "[DEPRECATION WARNING]: old",
                            "ERROR! it is broken");
            assertThat(remarks.findValuesAsText("kind"))
                    .containsExactlyInAnyOrder("warning", "warning", "deprecation", "error");
            assertThat(remarks.get(0).path("times").asInt()).isEqualTo(2);
            assertThat(remarks.get(0).path("counter").asInt()).isEqualTo(2);
            assertThat(document(view, "summary").path("warnings").asInt()).isEqualTo(4);
            assertThat(view.errors()).isEqualTo("ERROR! it is broken");
        }
    }
}
