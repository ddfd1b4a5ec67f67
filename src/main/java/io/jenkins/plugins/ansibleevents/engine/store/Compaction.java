package io.jenkins.plugins.ansibleevents.engine.store;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * Shrinks the file to its content, in steps that are short enough for others to wait for. MVStore writes each commit as
 * a chunk and frees a chunk without live pages. So the first steps rewrite chunks with few live pages. Further steps
 * move chunks from the end into the holes, and cut the file. Space freed by a step can be used after the next commit.
 */
final class Compaction {

    /** A file smaller than this is left alone. */
    private static final long SMALL_BYTES = 8L << 20;

    /** Bytes to rewrite in one step; a chunk with more live bytes is not rewritten. */
    private static final int REWRITE_BYTES = 2 << 20;

    /** Bytes to move in one step; a larger chunk is not moved. */
    private static final long MOVE_BYTES = 4L << 20;

    private static final int FULL = 90;

    private Compaction() {}

    /** Whether the file is more than twice as large as its content. */
    static boolean isDue(MVStore store) {
        long size = store.getFileStore().size();
        return size > SMALL_BYTES && size > 2 * liveBytes(store);
    }

    /** Bytes of the file that still hold something. */
    static long liveBytes(MVStore store) {
        long used = store.getFileStore().size() / 100 * store.getFileStore().getFillRate();
        return used / 100 * store.getFileStore().getChunksFillRate();
    }

    /** Does one step; the caller keeps everybody else out. Returns whether there was something to do. */
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
