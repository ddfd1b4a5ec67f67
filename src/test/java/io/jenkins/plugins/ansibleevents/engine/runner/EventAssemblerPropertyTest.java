package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Both sides of a run arrive in any pieces and in any order to each other; the events are the same. */
class EventAssemblerPropertyTest {

    @Property(tries = 200)
    void piecesDoNotMatter(
            @ForAll @Size(min = 1, max = 12) List<@Chars({'x', '\n', '\r', '\u001b', '_', 'ü', '漢'}) String> texts,
            @ForAll @IntRange(min = 1, max = 40) int chunk,
            @ForAll long seed) {
        var raw = record(texts);

        RecordedRun whole = run(raw, Integer.MAX_VALUE, new Random(seed));
        RecordedRun pieces = run(raw, chunk, new Random(seed));

        assertThat(withoutIds(pieces)).isEqualTo(withoutIds(whole));
        assertThat(pieces.output()).isEqualTo(whole.output());
        assertThat(pieces.notices).isEmpty();
    }

    @Property(tries = 100)
    void everyEventIsNumberedAndEveryLineBelongsToOne(
            @ForAll @Size(min = 1, max = 12) List<@Chars({'x', '\n', 'ü'}) String> texts,
            @ForAll @IntRange(min = 1, max = 40) int chunk) {
        RecordedRun run = run(record(texts), chunk, new Random(chunk));

        long counter = 0;
        int line = 0;
        for (EventLine event : run.events) {
            assertThat(event.head().counter()).isEqualTo(++counter);
            assertThat(event.head().startLine()).isEqualTo(line);
            line = event.head().endLine();
        }
        assertThat(line)
                .isEqualTo((int) run.output().chars().filter(c -> c == '\n').count());
    }

    @Property(tries = 100)
    void noPieceOfASecretComesThroughWhereverItIsCut(
            @ForAll @Size(min = 1, max = 8) List<@Chars({'x', '\n', 's'}) String> texts,
            @ForAll @IntRange(min = 1, max = 12) int chunk) {
        String secret = "sésame-\"ouvre\"-toi";
        var raw = record(texts.stream().map(text -> text + secret).toList());

        var run = new RecordedRun();
        feed(assembler(run, Redactor.of(List.of(Secret.of(secret)))), raw, chunk, new Random(chunk));

        assertThat(run.output()).doesNotContain("sésame").contains(Secret.MASK);
        assertThat(run.json()).noneMatch(json -> json.contains("sésame")).anyMatch(json -> json.contains(Secret.MASK));
    }

    private static RawRecord record(List<String> texts) {
        var raw = new RawRecord()
                .text("before\n" + texts.get(0).replace("\u001b", "") + "\n")
                .about()
                .mark();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i) + i + "\n";
            raw.text(text);
            String json = "{\"uuid\":\"u" + i + "\",\"event\":\"runner_on_ok\",\"stdout\":\""
                    + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}";
            raw.line('E', json, text);
        }
        return raw;
    }

    private static RecordedRun run(RawRecord raw, int chunk, Random random) {
        var run = new RecordedRun();
        feed(assembler(run, Redactor.none()), raw, chunk, random);
        return run;
    }

    private static EventAssembler assembler(RunListener listener, Redactor redactor) {
        return new EventAssembler(
                "r", redactor, CaptureOptions.defaults(), RawRecord.NONCE, listener, () -> Instant.EPOCH);
    }

    /** Hands over pieces of both sides, now one ahead, now the other. */
    private static void feed(EventAssembler assembler, RawRecord raw, int chunk, Random random) {
        byte[] display = raw.display();
        byte[] record = raw.record();
        int shown = 0;
        int recorded = 0;
        while (shown < display.length || recorded < record.length) {
            if (recorded == record.length || shown < display.length && random.nextBoolean()) {
                int n = Math.min(chunk, display.length - shown);
                assembler.output(Arrays.copyOfRange(display, shown, shown + n), 0, n);
                shown += n;
            } else {
                int n = Math.min(chunk, record.length - recorded);
                assembler.rawEvents(record, recorded, n);
                recorded += n;
            }
        }
        assembler.end();
    }

    private static List<String> withoutIds(RecordedRun run) {
        return run.json().stream()
                .map(json -> json.replaceAll("\"uuid\":\"[0-9a-f-]{36}\"", ""))
                .map(json -> new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .toList();
    }
}
