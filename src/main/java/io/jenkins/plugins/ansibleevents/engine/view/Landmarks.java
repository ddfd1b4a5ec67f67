package io.jenkins.plugins.ansibleevents.engine.view;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** Where in the index every thousandth event is, so that any event is found by its counter with one short read. */
final class Landmarks {

    private static final int EVERY = 1_000;

    private LongSupplier position = () -> 0;
    private long[] positions = new long[16];
    private int[] counters = new int[16];
    private int[] lines = new int[16];
    private int count;
    private int passed;

    /** @param place where in the index the event begins that is being passed */
    void follow(LongSupplier place) {
        position = place;
    }

    /**
     * Notes the next event.
     *
     * @param line its first line in the output; these rise with the counters
     */
    void pass(int counter, int line) {
        if (passed++ % EVERY == 0) {
            if (count == counters.length) {
                positions = Arrays.copyOf(positions, count * 2);
                counters = Arrays.copyOf(counters, count * 2);
                lines = Arrays.copyOf(lines, count * 2);
            }
            positions[count] = position.getAsLong();
            lines[count] = line;
            counters[count++] = counter;
        }
    }

    /** A position in the index before the event with this counter and near to it. */
    long before(int counter) {
        int found = Arrays.binarySearch(counters, 0, count, counter);
        int number = found >= 0 ? found : Math.max(0, -found - 2);
        return count == 0 ? 0 : positions[number];
    }

    /** A position in the index before the event that shows this line, from 0, and near to it. */
    long beforeLine(int line) {
        int number = 0;
        while (number + 1 < count && lines[number + 1] < line) {
            number++;
        }
        return count == 0 ? 0 : positions[number];
    }
}
