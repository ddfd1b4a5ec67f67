package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Arrays;

/** What one task did on which host, by numbers of hosts. Hosts that it never had cost next to nothing. */
final class Cells {

    static final char NOT_RUN = '.';
    static final char RUNNING = '*';

    private static final int HOSTS = 16;

    /** Neighbours in the inventory mostly have the same tasks. */
    private static final class Chunk {
        private final byte[] state = new byte[HOSTS];
        private final int[] at = new int[HOSTS];
        private final int[] took = new int[HOSTS];
        private final int[] waited = new int[HOSTS];
        private final int[] counter = new int[HOSTS];
        private @CheckForNull long[] diff;
        private @CheckForNull int[] diffCounter;
    }

    private Chunk[] chunks = new Chunk[0];

    /** The letter of a host: of {@link ResultState}, {@link #RUNNING} or {@link #NOT_RUN}. */
    char state(int host) {
        Chunk chunk = chunk(host);
        byte state = chunk == null ? 0 : chunk.state[host % HOSTS];
        return state == 0 ? NOT_RUN : (char) state;
    }

    /** When its turn began, in milliseconds since the start of the run. */
    int at(int host) {
        Chunk chunk = chunk(host);
        return chunk == null ? 0 : chunk.at[host % HOSTS];
    }

    /** How long it had the task in milliseconds; -1 when that is not known (yet). */
    int took(int host) {
        Chunk chunk = chunk(host);
        return chunk == null ? -1 : chunk.took[host % HOSTS];
    }

    /** How long it had waited for its turn since the task was started, in milliseconds; -1 when that is not known. */
    int waited(int host) {
        Chunk chunk = chunk(host);
        return chunk == null ? -1 : chunk.waited[host % HOSTS];
    }

    /** The counter of its last event. */
    int counter(int host) {
        Chunk chunk = chunk(host);
        return chunk == null ? 0 : chunk.counter[host % HOSTS];
    }

    /** A hash of the diffs that were shown for it, in their order; 0 when there were none. */
    long diff(int host) {
        Chunk chunk = chunk(host);
        return chunk == null || chunk.diff == null ? 0 : chunk.diff[host % HOSTS];
    }

    /** The counter of the event that shows its first diff; 0 when there were none. */
    int diffCounter(int host) {
        Chunk chunk = chunk(host);
        return chunk == null || chunk.diffCounter == null ? 0 : chunk.diffCounter[host % HOSTS];
    }

    /** One more than the highest number of a host that has had the task. */
    int hosts() {
        return chunks.length * HOSTS;
    }

    void began(int host, int at, int waited, int counter) {
        Chunk chunk = made(host);
        int i = host % HOSTS;
        chunk.state[i] = RUNNING;
        chunk.at[i] = at;
        chunk.took[i] = -1;
        chunk.waited[i] = waited;
        chunk.counter[i] = counter;
    }

    void ended(int host, char state, int at, int took, int counter) {
        Chunk chunk = made(host);
        int i = host % HOSTS;
        boolean hasBegun = chunk.state[i] == RUNNING;
        chunk.state[i] = (byte) state;
        if (!hasBegun) {
            chunk.at[i] = at - Math.max(0, took);
            chunk.waited[i] = -1;
        }
        chunk.took[i] = took >= 0 ? took : hasBegun ? at - chunk.at[i] : -1;
        chunk.counter[i] = counter;
    }

    /** A result turns out to be another. */
    void correct(int host, char state) {
        made(host).state[host % HOSTS] = (byte) state;
    }

    void diff(int host, long hash, int counter) {
        Chunk chunk = made(host);
        long[] diffs = chunk.diff == null ? new long[HOSTS] : chunk.diff;
        int[] counters = chunk.diffCounter == null ? new int[HOSTS] : chunk.diffCounter;
        chunk.diff = diffs;
        chunk.diffCounter = counters;
        int i = host % HOSTS;
        counters[i] = diffs[i] == 0 ? counter : counters[i];
        long sum = diffs[i] * 31 + hash;
        diffs[i] = sum == 0 ? 1 : sum;
    }

    private @CheckForNull Chunk chunk(int host) {
        int number = host / HOSTS;
        return number < chunks.length ? chunks[number] : null;
    }

    private Chunk made(int host) {
        int number = host / HOSTS;
        if (number >= chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(number + 1, chunks.length * 3 / 2));
        }
        if (chunks[number] == null) {
            chunks[number] = new Chunk();
        }
        return chunks[number];
    }
}
