package io.jenkins.plugins.ansibleevents.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that becomes full, seen before, during and after the write, and has room again later. */
class StoreDiskFullTest {

    enum Seen {
        BEFORE_WRITING,
        WHILE_WRITING,
        AT_FORCE
    }

    private static final AtomicBoolean WRITE_FAILS = new AtomicBoolean();
    private static final AtomicBoolean FORCE_FAILS = new AtomicBoolean();

    @TempDir
    Path directory;

    private final FullVolume volume = new FullVolume();
    private Path file;
    private Store store;

    @BeforeEach
    void open() throws StoreException {
        FilePath.register(new FullDisk());
        file = directory.resolve("queue.mv");
        store = MvStore.open(file, 0, volume);
    }

    @AfterEach
    void close() throws StoreException {
        setFull(Seen.WHILE_WRITING, false);
        setFull(Seen.AT_FORCE, false);
        setFull(Seen.BEFORE_WRITING, false);
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndTheNextSyncWritesAll(Seen seen) throws Exception {
        Table<String> table = store.stringTable("t");
        table.put("before", new byte[] {1});
        store.sync();

        setFull(seen, true);
        table.put("meanwhile", new byte[] {2});
        table.remove("before");
        assertSyncSaysFull();
        table.put("later", new byte[] {3});
        assertSyncSaysFull();
        assertThat(table.get("meanwhile")).containsExactly(2);

        setFull(seen, false);
        store.sync();
        reopenAfterCrash();
        assertThat(store.stringTable("t").get("before")).isNull();
        assertThat(store.stringTable("t").get("meanwhile")).containsExactly(2);
        assertThat(store.stringTable("t").get("later")).containsExactly(3);
    }

    @Test
    void closingOnAFullDiskSaysSoAndKeepsWhatWasSynced() throws Exception {
        store.stringTable("t").put("synced", new byte[] {1});
        store.sync();
        setFull(Seen.WHILE_WRITING, true);
        store.stringTable("t").put("not synced", new byte[] {2});
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::close)
                .returns(Kind.FULL, StoreException::kind);
        setFull(Seen.WHILE_WRITING, false);
        store = MvStore.open(file, 0, volume);
        assertThat(store.stringTable("t").get("synced")).containsExactly(1);
    }

    private void assertSyncSaysFull() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::sync)
                .withMessageContaining(file.toString())
                .withMessageContaining("the disk is full; make room on it")
                .returns(Kind.FULL, StoreException::kind);
    }

    /** Reads a copy of the file, as a process would find it that starts after a crash of this one. */
    private void reopenAfterCrash() throws IOException {
        Path copy = directory.resolve("copy.mv");
        java.nio.file.Files.copy(file, copy);
        store.close();
        store = MvStore.open(copy, 0, volume);
    }

    private void setFull(Seen seen, boolean full) {
        switch (seen) {
            case BEFORE_WRITING -> volume.usable = full ? 100 : Long.MAX_VALUE;
            case WHILE_WRITING -> WRITE_FAILS.set(full);
            case AT_FORCE -> FORCE_FAILS.set(full);
        }
    }

    private static final class FullVolume implements Volume {
        private long usable = Long.MAX_VALUE;

        @Override
        public String nameOf(Path file) {
            return "fulldisk:" + UninterruptibleFile.name(file);
        }

        @Override
        public long usableBytes(Path file) {
            return usable;
        }
    }

    public static final class FullDisk extends FilePathWrapper {
        @Override
        public String getScheme() {
            return "fulldisk";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new FullChannel(getBase().open(mode));
        }
    }

    /** Writes half of what it is given and fails then, as a disk does that becomes full. */
    private static final class FullChannel extends PassingChannel {

        FullChannel(FileChannel channel) {
            super(channel);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (WRITE_FAILS.get()) {
                ByteBuffer half = source.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                channel.write(half, position);
                throw new IOException("No space left on device");
            }
            return channel.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (FORCE_FAILS.get()) {
                throw new IOException("No space left on device");
            }
            channel.force(metaData);
        }
    }
}
