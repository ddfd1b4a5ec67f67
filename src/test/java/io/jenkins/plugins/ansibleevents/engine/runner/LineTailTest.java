package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LineTailTest {

    @Test
    void aLineOfFiftyMegabytesComesInOnePiece() {
        byte[] line = new byte[50 << 20];
        Arrays.fill(line, (byte) 'x');
        var sizes = new ArrayList<Integer>();
        var large = new LineTail(50 << 20, (bytes, offset, length, cut) -> sizes.add(length));

        for (int at = 0; at < line.length; at += 1 << 16) {
            large.accept(line, at, Math.min(1 << 16, line.length - at));
        }
        large.accept(new byte[] {'\n', 'a', '\n'}, 0, 3);

        assertThat(sizes).containsExactly(line.length, 1);
        assertThat(large.pending()).isZero();
    }

    @Test
    void manyLinesInOneChunkAreCountedExactly() {
        var count = new AtomicInteger();
        var counting = new LineTail(1 << 20, (bytes, offset, length, cut) -> count.incrementAndGet());
        byte[] chunk = new byte[1 << 20];
        new Random(1).nextBytes(chunk);
        int expected = 0;
        for (byte b : chunk) {
            expected += b == '\n' ? 1 : 0;
        }

        counting.accept(chunk, 0, chunk.length);

        assertThat(count).hasValue(expected);
    }
}
