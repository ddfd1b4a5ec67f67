package io.jenkins.plugins.ansibleevents.engine.store;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * Makes the file as small as its content, in steps that are short enough for others to wait for. MVStore writes each
 * commit as a chunk and frees a chunk when nothing of it is alive. So first chunks with little alive are rewritten;
 * when that leaves holes, chunks are moved from the end into them, and the file is cut. Space freed by a step can be
 * used after the commit that follows it.
 */
final class Compaction {

    /** Below this size of the file nothing is done. */
    private static final long SMALL_BYTES = 8L << 20;

    /** Bytes rewritten in one step, and the most that may be alive in a chunk that is rewritten at all. */
    private static final int REWRITE_BYTES = 2 << 20;

    /** Bytes moved in one step, and the largest chunk that is moved at all. */
    private static final long MOVE_BYTES = 4L << 20;

    private static final int FULL = 90;

    private Compaction() {}

    /** Whether the file is more than twice as large as its content. */
    static boolean isDue(MVStore store) {
        long size = store.getFileStore().size();
        return size > SMALL_BYTES && size > 2 * liveBytes(store);
    }

    /** Bytes of the file that hold something that is still there. */
    static long liveBytes(MVStore store) {
        long used = store.getFileStore().size() / 100 * store.getFileStore().getFillRate();
        return used / 100 * store.getFileStore().getChunksFillRate();
    }

    /** Does one step, with everybody else kept out; returns whether there was something to do. */
    static boolean step(MVStore store) {
        return store.compact(FULL, REWRITE_BYTES) || move(store);
    }

    private static boolean move(MVStore store) {
        if (!(store.getFileStore() instanceof RandomAccessStore file) || file.getFillRate() > FULL) {
            return false;
        }
        long before = file.size();
        file.compactMoveChunks(FULL, MOVE_BYTES, store);
        return file.size() < before;
    }
}
