package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventAssemblerTest {

    private final RecordedRun run = new RecordedRun();
    private final RawRecord raw = new RawRecord();
    private CaptureOptions options = CaptureOptions.defaults();

    @Test
    void eventsAreNumberedAndPointIntoTheDisplayText() throws EventFormatException {
        raw.about().mark();
        raw.event("u1", "playbook_on_start", "");
        raw.event("u2", "playbook_on_play_start", "\nPLAY [all] ***\n");
        raw.event("u3", "runner_on_ok", "ok: [a]\n");

        assemble();

        assertThat(run.json().get(2))
                .isEqualTo("{\"counter\":3,\"start_line\":2,\"end_line\":3,\"runner_ident\":\"run-1\",\"uuid\":\"u3\","
                        + "\"event\":\"runner_on_ok\",\"event_data\":{}}");
        assertThat(places()).containsExactly("1 0-0", "2 0-2", "3 2-3");
        assertThat(run.output()).isEqualTo("\nPLAY [all] ***\nok: [a]\n");
        assertThat(run.notices).isEmpty();
        assertThat(run.infos).singleElement().satisfies(info -> assertThat(info.coreVersion())
                .isEqualTo("2.18.12"));
    }

    @Test
    void howFarTheRunIsIsToldBeforeItsEventAndIsNoEvent() throws EventFormatException {
        raw.mark().event("u1", "runner_on_ok", "ok: [a]\n");
        raw.line('T', "{\"plays\":3,\"task\":2,\"tasks\":12}", "");
        raw.event("u2", "playbook_on_task_start", "TASK [b]\n");
        raw.line('T', "{\"plays\":\"many\"}", "");

        assemble();

        assertThat(run.progress).containsExactly(new Progress(3, 2, 12));
        assertThat(places()).containsExactly("1 0-1", "2 1-2");
        assertThat(run.notices).containsExactly("line 4 of the record is damaged: not a progress of a run");
    }

    @Test
    void textBeforeTheCallbackIsLoadedBecomesVerboseEvents() {
        raw.text("[WARNING]: old\nusing b\n")
                .mark()
                .about()
                .event("u1", "playbook_on_start", "")
                .event("u2", "runner_on_ok", "x\n");

        assemble();

        assertThat(texts()).containsExactly("[WARNING]: old", "using b", "", "");
        assertThat(places()).containsExactly("1 0-1", "2 1-2", "3 2-2", "4 2-3");
    }

    @Test
    void everythingIsVerboseWhenTheCallbackWasNeverLoaded() {
        raw.text("ERROR! the playbook: x.yml could not be found\r\nno line end");

        EventAssembler assembler = assemble();

        assertThat(assembler.isRecording()).isFalse();
        assertThat(texts()).containsExactly("ERROR! the playbook: x.yml could not be found", "no line end");
        assertThat(places()).containsExactly("1 0-1", "2 1-1");
    }

    @Test
    void textWithoutLineEndInFrontOfAnEventIsApartFromIt() {
        raw.mark().event("u1", "runner_on_ok", "ok: [a]\n").text("Password of db: ");
        raw.event("u2", "playbook_on_task_start", "\nTASK [b]\n").event("u3", "runner_on_ok", "ok: [b]\n");

        assemble();

        assertThat(texts()).containsExactly("", "Password of db: ", "", "");
        assertThat(places()).containsExactly("1 0-1", "2 1-1", "3 1-3", "4 3-4");
        assertThat(run.notices).isEmpty();
    }

    @Test
    void textThatNobodyClaimsBecomesVerboseEventsInItsPlace() {
        raw.mark().event("u1", "runner_on_ok", "ok: [a]\n");
        raw.text("cryptography is old\nvery old\n");
        raw.event("u2", "runner_on_ok", "ok: [b]\n").text("bye\n");

        assemble();

        assertThat(texts()).containsExactly("", "cryptography is old", "very old", "", "bye");
        assertThat(places()).containsExactly("1 0-1", "2 1-2", "3 2-3", "4 3-4", "5 4-5");
        assertThat(run.notices).isEmpty();
    }

    @Test
    void anEventWhoseTextIsMixedWithForeignTextKeepsTheLinesOfTheOthersTrue() {
        raw.mark().text("ok: [a] fore").text("ign => {\n").claim("u1", "runner_on_ok", "ok: [a] => {\n");
        raw.event("u2", "runner_on_ok", "ok: [b] => 2\n").event("u3", "runner_on_ok", "ok: [c]\n");

        assemble();

        assertThat(places()).containsExactly("1 0-1", "2 1-2", "3 2-3");
    }

    @Test
    void lostLinesOfTheRecordAreReported() {
        raw.mark().event("u1", "runner_on_ok", "a\n").lose(2).event("u2", "runner_on_ok", "b\n");

        EventAssembler assembler = assemble();

        assertThat(assembler.lostLines()).isEqualTo(2);
        assertThat(run.notices).containsExactly("2 line(s) of the record are lost before line 4");
        assertThat(places()).containsExactly("1 0-1", "2 1-2");
    }

    @Test
    void aTornLastLineIsReportedAndTheRestIsKept() {
        raw.mark().event("u1", "runner_on_ok", "a\n");
        var assembler = assembler();
        assembler.output(raw.display(), 0, raw.display().length);
        assembler.rawEvents(raw.record(), 0, raw.record().length);
        assembler.rawEvents("E 2 0".getBytes(StandardCharsets.UTF_8), 0, 5);
        assembler.end();

        assertThat(run.events).hasSize(1);
        assertThat(run.notices)
                .containsExactly("the last line of the record is incomplete (5 bytes): the callback was stopped,"
                        + " or the disk of its private directory is full");
    }

    @Test
    void textOfEventsThatAreNotRecordedStillCountsForTheLines() {
        raw.mark().line('S', "{}", "skipping: [a]\n").event("u1", "runner_on_ok", "ok: [b]\n");

        assemble();

        assertThat(places()).containsExactly("1 1-2");
    }

    @Test
    void verboseTextIsNotRecordedWhenThatTypeIsLeftOut() {
        options = options.withOmittedEvents(Set.of("verbose"));
        raw.text("Using /etc/ansible/ansible.cfg\n").mark().event("u1", "runner_on_ok", "ok: [b]\n");

        assemble();

        assertThat(places()).containsExactly("1 1-2");
    }

    @Test
    void anEventWaitsForItsDisplayText() {
        raw.mark().event("u1", "runner_on_ok", "ok: [a]\n");
        var assembler = assembler();
        assembler.rawEvents(raw.record(), 0, raw.record().length);
        assembler.output(raw.display(), 0, raw.display().length - 1);
        assertThat(run.events).isEmpty();

        assembler.output(raw.display(), raw.display().length - 1, 1);
        assertThat(run.events).hasSize(1);
    }

    private EventAssembler assemble() {
        var assembler = assembler();
        assembler.output(raw.display(), 0, raw.display().length);
        assembler.rawEvents(raw.record(), 0, raw.record().length);
        assembler.end();
        return assembler;
    }

    @Test
    void anEventOfFiftyMegabytesPassesThrough() {
        String text = "y".repeat(25 << 20) + "\n";
        raw.mark().event("u1", "runner_on_ok", text);
        raw.line('E', "{\"uuid\":\"u2\",\"event\":\"runner_on_ok\",\"stdout\":\"" + "z".repeat(50 << 20) + "\"}", "");

        assemble();

        assertThat(run.events).hasSize(2);
        assertThat(run.events.get(1).size()).isGreaterThan(50 << 20);
        assertThat(run.events.get(1).head().startLine()).isEqualTo(1);
    }

    private EventAssembler assembler() {
        return new EventAssembler("run-1", Redactor.none(), options, RawRecord.NONCE, run);
    }

    private List<String> places() {
        return run.events.stream()
                .map(EventLine::head)
                .map(EventAssemblerTest::place)
                .toList();
    }

    private static String place(EventHead head) {
        return head.counter() + " " + head.startLine() + "-" + head.endLine();
    }

    private List<String> texts() {
        return run.events.stream().map(EventAssemblerTest::text).toList();
    }

    private static String text(EventLine event) {
        try {
            return event.tree().path("stdout").asText();
        } catch (EventFormatException e) {
            throw new AssertionError(e);
        }
    }
}
