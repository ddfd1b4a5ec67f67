package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineTailPropertyTest {

    private final List<String> lines = new ArrayList<>();
    private final LineTail tail = new LineTail(
            Integer.MAX_VALUE,
            (bytes, offset, length, cut) -> lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));

    @Property(tries = 300)
    void linesAreTheSameHoweverTheBytesAreCut(
            @ForAll @Size(max = 20) List<@Chars({'a', 'ä', '漢', '\r', '\0', '\u2028', '\ud83d'}) String> texts,
            @ForAll String half,
            @ForAll @IntRange(min = 1, max = 9) int chunk) {
        List<String> expected = texts.stream().map(LineTailPropertyTest::line).toList();
        String rest = line(half);
        byte[] all = (String.join("", expected.stream().map(text -> text + "\n").toList()) + rest)
                .getBytes(StandardCharsets.UTF_8);
        lines.clear();

        for (int at = 0; at < all.length; at += chunk) {
            tail.accept(all, at, Math.min(chunk, all.length - at));
        }

        assertThat(lines).isEqualTo(expected);
        assertThat(new String(tail.end().bytes(), StandardCharsets.UTF_8)).isEqualTo(rest);
    }

    @Property(tries = 100)
    void ofALineAboveTheLimitItsBeginningIsHandedOutAndTheRestCounted(
            @ForAll @Size(max = 10) List<@IntRange(max = 40) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 9) int chunk) {
        var told = new ArrayList<String>();
        var limited = new LineTail(10, (bytes, offset, length, cut) -> told.add(length + "+" + cut));
        byte[] all = String.join(
                        "", lengths.stream().map(n -> "x".repeat(n) + "\n").toList())
                .getBytes(StandardCharsets.UTF_8);

        for (int at = 0; at < all.length; at += chunk) {
            limited.accept(all, at, Math.min(chunk, all.length - at));
        }
        limited.accept(new byte[25], 0, 25);
        LineTail.Rest rest = limited.end();

        assertThat(told)
                .isEqualTo(lengths.stream()
                        .map(n -> Math.min(10, n) + "+" + Math.max(0, n - 10))
                        .toList());
        assertThat(rest.bytes()).hasSize(10);
        assertThat(rest.cut()).isEqualTo(15);
        assertThat(limited.end().bytes()).isEmpty();
    }

    /** Any text that is one line and survives UTF-8. */
    private static String line(String text) {
        return new String(text.replace("\n", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
