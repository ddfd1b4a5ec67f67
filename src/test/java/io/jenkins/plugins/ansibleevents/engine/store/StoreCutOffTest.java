package io.jenkins.plugins.ansibleevents.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that ends at each of its writes in turn, before it or in the middle of it: what it had reported as synced
 * is there at the next start, and at the one after that, whatever the process between them has done.
 */
class StoreCutOffTest {

    private static final int CHANGES = 40;
    private static final int KEPT = 12;

    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261130);

    /** What happens at each write of the store under test. */
    private static ThrowingHook hook = (place, bytes) -> {};

    private interface ThrowingHook {
        void beforeWrite(long place, ByteBuffer bytes) throws IOException;
    }

    /** What a process leaves that ends at one moment. */
    private record Cut(byte[] store, byte[] checkpoint, long synced) {}

    @TempDir
    Path directory;

    private final List<Cut> cuts = new ArrayList<>();
    private Path file;
    private long synced = -1;

    @BeforeEach
    void writeAndCutOff() throws Exception {
        FilePath.register(new CutDisk());
        file = directory.resolve("store.mv");
        try (Store store = MvStore.open(file, 0, new CutVolume())) {
            hook = this::cutOffHere;
            for (long key = 0; key < CHANGES; key++) {
                change(store, key);
                store.sync();
                synced = key;
            }
        } finally {
            hook = (place, bytes) -> {};
        }
        assertThat(cuts).hasSizeGreaterThan(2 * CHANGES);
    }

    /** As a queue does: entries come at one end and go at the other, and are of different sizes. */
    private static void change(Store store, long key) throws StoreException {
        byte[] value = new byte[RANDOM.nextInt(20_000)];
        store.change(() -> {
            store.longTable("one").put(key, value);
            store.longTable("two").put(key, new byte[8]);
            store.longTable("one").remove(key - KEPT);
        });
    }

    private void cutOffHere(long place, ByteBuffer bytes) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] checkpoint =
                Files.exists(Checkpoint.pathOf(file)) ? Files.readAllBytes(Checkpoint.pathOf(file)) : new byte[0];
        int part = 1 + RANDOM.nextInt(bytes.remaining());
        byte[] torn = Arrays.copyOf(before, (int) Math.max(before.length, place + part));
        bytes.duplicate().get(torn, (int) place, part);
        cuts.add(new Cut(before, checkpoint, synced));
        cuts.add(new Cut(torn, checkpoint, synced));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everySyncedChangeIsThereAtEachStartThatFollows(boolean changed) throws Exception {
        for (int i = 0; i < cuts.size(); i++) {
            Cut cut = cuts.get(i);
            Path left = directory.resolve("cut-" + i + "/store.mv");
            Files.createDirectory(left.getParent());
            Files.write(left, cut.store);
            Files.write(Checkpoint.pathOf(left), cut.checkpoint);
            for (int start = 0; start < 3; start++) {
                assertHolds(left, cut.synced, changed);
            }
        }
    }

    private static void assertHolds(Path left, long synced, boolean changed) throws StoreException {
        try (Store store = Store.open(left, 0)) {
            Long last = store.longTable("two").lastKey();
            assertThat(last == null ? -1 : last).isGreaterThanOrEqualTo(synced);
            assertThat(store.longTable("one").lastKey()).isEqualTo(last);
            if (changed) {
                store.longTable("three").put(System.nanoTime(), new byte[100]);
            }
        }
    }

    private static final class CutVolume implements Volume {
        @Override
        public String nameOf(Path file) {
            return "cut:" + UninterruptibleFile.name(file);
        }

        @Override
        public long usableBytes(Path file) {
            return Long.MAX_VALUE;
        }
    }

    /** Public because H2 makes instances of it by reflection. */
    public static final class CutDisk extends FilePathWrapper {
        @Override
        public String getScheme() {
            return "cut";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new CutChannel(getBase().open(mode));
        }
    }

    private static final class CutChannel extends PassingChannel {

        CutChannel(FileChannel channel) {
            super(channel);
        }

        @Override
        public int write(ByteBuffer source, long place) throws IOException {
            hook.beforeWrite(place, source);
            return channel.write(source, place);
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UncheckedIOException(new IOException("the store writes with places"));
        }
    }
}
