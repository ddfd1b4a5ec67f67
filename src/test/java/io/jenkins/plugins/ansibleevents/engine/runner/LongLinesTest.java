package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Output of any source without line feeds costs no more memory than its limit, and a notice names the cut. */
class LongLinesTest {

    private static final int MIB = 1 << 20;

    private final List<EventLine> events = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private long shown;

    private final EventAssembler assembler =
            new EventAssembler("r", Redactor.none(), CaptureOptions.defaults(), RawRecord.NONCE, new RunListener() {
                @Override
                public void event(EventLine event) {
                    events.add(event);
                }

                @Override
                public void output(byte[] text, int offset, int length) {
                    shown += length;
                }

                @Override
                public void notice(String message) {
                    notices.add(message);
                }
            });

    private void print(int mebibytes) {
        byte[] piece = new byte[MIB];
        Arrays.fill(piece, (byte) 'x');
        for (int i = 0; i < mebibytes; i++) {
            assembler.output(piece, 0, piece.length);
        }
    }

    @Test
    void aProgramThatPrintsNoLineFeedBeforeAnsibleHasStarted() {
        print(1_500);
        assembler.end();

        assertThat(events).hasSize(1);
        assertThat(events.get(0).size()).isBetween(MIB, MIB + 1_000);
        assertThat(shown).isEqualTo(1_500L * MIB);
        assertThat(notices)
                .containsExactly(
                        "1 line(s) of output are cut at 1048576 bytes in their events; stdout has them" + " whole");
    }

    @Test
    void aProgramThatPrintsNoLineFeedWhileAnsibleRuns() {
        byte[] mark = new RawRecord().mark().display();
        assembler.output(mark, 0, mark.length);
        print(1_500);
        var raw = new RawRecord().mark();
        raw.line('E', "{\"uuid\":\"u1\",\"event\":\"runner_on_ok\",\"stdout\":\"\"}", "");
        assembler.rawEvents(raw.record(), 0, raw.record().length);
        assembler.end();

        assertThat(events).anyMatch(event -> event.toJson().contains("\"u1\""));
        assertThat(shown).isEqualTo(1_500L * MIB);
        assertThat(notices).anyMatch(notice -> notice.startsWith("display text and events have lost each other"));
    }

    @Test
    void aLineOfTheRecordThatNeverEndsIsLeftOutAndTheNextOneIsRead() {
        var raw = new RawRecord().mark();
        raw.line('E', "{\"uuid\":\"u1\",\"event\":\"runner_on_ok\",\"stdout\":\"" + "z".repeat(65 * MIB) + "\"}", "");
        raw.line('E', "{\"uuid\":\"u2\",\"event\":\"runner_on_ok\",\"stdout\":\"\"}", "");
        byte[] mark = raw.display();
        assembler.output(mark, 0, mark.length);
        assembler.rawEvents(raw.record(), 0, raw.record().length);
        assembler.end();

        assertThat(events).singleElement().matches(event -> event.toJson().contains("\"u2\""));
        assertThat(assembler.lostLines()).isEqualTo(1);
        assertThat(notices)
                .singleElement()
                .matches(notice ->
                        notice.matches("line 1 of the record is left out: it has \\d+ bytes, more than 67108864"));
    }
}
