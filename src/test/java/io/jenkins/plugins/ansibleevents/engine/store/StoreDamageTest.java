package io.jenkins.plugins.ansibleevents.engine.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage to the file of a store: no synced entry is ever missing without an error. */
class StoreDamageTest {

    private static final int ENTRIES = 800;
    private static final int BLOCK = 4096;

    private interface Change {
        byte[] of(byte[] bytes);
    }

    /** A change of the file, and the error that follows; null for a change that may be harmless. */
    enum Damage {
        CUT_TO_HALF(b -> Arrays.copyOf(b, b.length / 2), " writes are missing; it held, at "),
        CUT_BY_A_BYTE(b -> Arrays.copyOf(b, b.length - 1), "its last 1 writes are missing; it held, at "),
        CUT_BY_A_BLOCK(b -> Arrays.copyOf(b, b.length - BLOCK), " writes are missing; it held, at "),
        LAST_BLOCK_FLIPPED(b -> flipped(b, b.length - BLOCK, BLOCK), " writes are missing; it held, at "),
        MIDDLE_FLIPPED(b -> flipped(b, b.length / 2, BLOCK), ""),
        A_BYTE_FLIPPED(b -> flipped(b, b.length / 2 + 1000, 1), ""),
        ONE_HEADER_FLIPPED(b -> flipped(b, 0, BLOCK), ""),
        HEADERS_FLIPPED(b -> flipped(b, 0, 2 * BLOCK), "it is damaged or not a store"),
        ALL_ZERO(b -> new byte[b.length], "it is damaged or not a store"),
        EMPTIED(b -> new byte[0], "it is empty; it held, at ");

        private final Change change;
        private final String said;

        Damage(Change change, String said) {
            this.change = change;
            this.said = said;
        }
    }

    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261128);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void fill() throws StoreException {
        file = directory.resolve("store.db");
        try (Store store = Store.open(file, 0)) {
            for (long key = 0; key < ENTRIES; key++) {
                store.longTable("messages").put(key, value(key));
                store.stringTable("ids").put("id" + key, value(key));
                if (key % 8 == 7) {
                    store.sync();
                }
            }
        }
    }

    private static byte[] value(long key) {
        byte[] value = new byte[500];
        Arrays.fill(value, (byte) key);
        return value;
    }

    private static byte[] flipped(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            bytes[i] ^= (byte) 0xff;
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void damageIsSaidAndTheFileStaysAsItIs(Damage damage) throws Exception {
        byte[] bytes = damage.change.of(Files.readAllBytes(file));
        Files.write(file, bytes);

        StoreException said = catchThrowableOfType(StoreException.class, this::mustHoldEverything);

        if (said == null) {
            assertThat(damage.said).as("only what may be harmless").isEmpty();
            return;
        }
        assertThat(said.kind()).isEqualTo(Kind.CORRUPT);
        assertThat(said)
                .hasMessageStartingWith("the store " + file + " cannot be used: ")
                .hasMessageContaining(damage.said);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(Store.check(file).isSound()).isFalse();
    }

    /** A flipped byte anywhere is reported, unless its place holds no live data. */
    @RepeatedTest(60)
    void noFlippedByteGoesUnnoticedWhereItMatters() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, flipped(bytes, RANDOM.nextInt(bytes.length), 1));

        StoreException said = catchThrowableOfType(StoreException.class, this::mustHoldEverything);

        assertThat(said == null || said.kind() == Kind.CORRUPT || said.kind() == Kind.NEWER)
                .isTrue();
    }

    private void mustHoldEverything() throws StoreException {
        try (Store store = Store.open(file, 0)) {
            assertThat(store.longTable("messages").size()).isEqualTo(ENTRIES);
            for (long key = 0; key < ENTRIES; key++) {
                assertThat(store.longTable("messages").get(key)).isEqualTo(value(key));
                assertThat(store.stringTable("ids").get("id" + key)).isEqualTo(value(key));
            }
        }
    }

    @Test
    void removedFileIsSaid() throws Exception {
        Files.move(file, directory.resolve("renamed.db"));

        StoreException said = catchThrowableOfType(StoreException.class, () -> Store.open(file, 0));

        assertThat(said)
                .hasMessageContaining("it is not there; it held, at ")
                .hasMessageContaining(ENTRIES + " in ids, " + ENTRIES + " in messages");
        assertThat(file).doesNotExist();
        Files.move(directory.resolve("renamed.db"), file);
        mustHoldEverything();
    }

    @Test
    void olderCopyIsSaid() throws Exception {
        Path old = directory.resolve("old.db");
        Files.copy(file, old);
        try (Store store = Store.open(file, 0)) {
            store.longTable("messages").put(1_000L, value(1));
        }
        Files.move(old, file, StandardCopyOption.REPLACE_EXISTING);

        StoreException said = catchThrowableOfType(StoreException.class, () -> Store.open(file, 0));

        assertThat(said)
                .hasMessageContaining(" writes are missing; it held, at ")
                .hasMessageContaining((ENTRIES + 1) + " in messages");
    }

    @Test
    void anotherStoreInItsPlaceIsSaid() throws Exception {
        Path other = directory.resolve("other/store.db");
        try (Store store = Store.open(other, 0)) {
            for (long i = 0; i < 300; i++) {
                store.longTable("messages").put(i, value(i));
                store.sync();
            }
        }
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(catchThrowableOfType(StoreException.class, () -> Store.open(file, 0)))
                .hasMessageContaining("it is another store than the one that was here");
    }

    @Test
    void newerVersionOfOursIsSaid() throws Exception {
        try (MVStore store = MVStore.open(file.toString())) {
            store.openMap("2:long:messages").put(1L, "x");
        }

        StoreException said = catchThrowableOfType(StoreException.class, () -> Store.open(file, 0));

        assertThat(said.kind()).isEqualTo(Kind.NEWER);
        assertThat(said).hasMessageContaining("it was written by a newer version of Ansible Events (version 2)");
    }

    @Test
    void newerFormatOfTheLibraryIsSaid() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        for (int block = 0; block < 2; block++) {
            String header = new String(bytes, block * BLOCK, 300, ISO_8859_1);
            String next = header.substring(0, header.indexOf(",fletcher:")).replaceFirst("format:\\d", "format:9");
            int checksum = DataUtils.getFletcher32(next.getBytes(ISO_8859_1), 0, next.length());
            byte[] line = (next + ",fletcher:" + Integer.toHexString(checksum) + "\n").getBytes(ISO_8859_1);
            System.arraycopy(line, 0, bytes, block * BLOCK, line.length);
        }
        Files.write(file, bytes);

        StoreException said = catchThrowableOfType(StoreException.class, () -> Store.open(file, 0));

        assertThat(said.kind()).isEqualTo(Kind.NEWER);
        assertThat(said).hasMessageContaining("it was written by a newer version of Ansible Events");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    /** A commit of which only some blocks have come to the disk, in any order: it was never acknowledged. */
    @RepeatedTest(30)
    void halfWrittenCommitIsNoAlarm() throws Exception {
        Path checkpoint = Checkpoint.pathOf(file);
        byte[] before = Files.readAllBytes(file);
        byte[] known = Files.readAllBytes(checkpoint);
        try (Store store = Store.open(file, 0)) {
            for (long key = 0; key < 40; key++) {
                store.longTable("messages").put(2_000 + key, value(key));
            }
            store.sync();
            byte[] after = Files.readAllBytes(file);
            byte[] torn = Arrays.copyOf(before, Math.max(before.length, after.length));
            for (int at = 0; at < after.length; at += BLOCK) {
                if (RANDOM.nextBoolean()) {
                    System.arraycopy(after, at, torn, at, Math.min(BLOCK, after.length - at));
                }
            }
            Path copy = directory.resolve("torn.db");
            Files.write(copy, torn);
            Files.write(Checkpoint.pathOf(copy), known);
            try (Store opened = Store.open(copy, 0)) {
                assertThat(opened.longTable("messages").size()).isIn((long) ENTRIES, ENTRIES + 40L);
                assertThat(opened.longTable("messages").get(799L)).isEqualTo(value(799));
            }
        }
    }

    @Test
    void withoutCheckpointAStoreIsTakenAsItIs() throws Exception {
        Files.delete(Checkpoint.pathOf(file));
        mustHoldEverything();
        try (Store store = Store.open(file, 0)) {
            store.longTable("messages").remove(1L);
        }
        assertThat(Store.check(file).expected()).containsEntry("messages", ENTRIES - 1L);
    }

    @Test
    void unreadableCheckpointIsNoReasonNotToStart() throws Exception {
        Files.write(Checkpoint.pathOf(file), new byte[] {1, 2, 3});
        mustHoldEverything();
    }

    @Test
    void tablesOfBeforeChecksumsAreTakenOver() throws Exception {
        Path old = directory.resolve("old.db");
        try (MVStore store = MVStore.open(old.toString())) {
            var map = store.openMap(
                    "messages",
                    new org.h2.mvstore.MVMap.Builder<Long, byte[]>()
                            .keyType(org.h2.mvstore.type.LongDataType.INSTANCE)
                            .valueType(org.h2.mvstore.type.ByteArrayDataType.INSTANCE));
            for (long key = 0; key < 2_500; key++) {
                map.put(key, value(key));
            }
        }
        for (int i = 0; i < 2; i++) {
            try (Store store = Store.open(old, 0)) {
                assertThat(store.longTable("messages").size()).isEqualTo(2_500);
                assertThat(store.longTable("messages").get(2_499L)).isEqualTo(value(2_499));
            }
        }
        assertThat(Store.check(old).readable()).containsEntry("messages", 2_500L);
    }

    @ParameterizedTest
    @EnumSource
    void salvageSavesWhatCanBeReadAndKeepsTheFile(Damage damage) throws Exception {
        byte[] bytes = damage.change.of(Files.readAllBytes(file));
        Files.write(file, bytes);
        Map<String, Long> readable = Store.check(file).readable();

        SalvagedStore salvaged = Store.salvage(file);

        assertThat(Files.readAllBytes(salvaged.kept().orElseThrow())).isEqualTo(bytes);
        assertThat(salvaged.kept().orElseThrow().getFileName().toString())
                .matches("store\\.db\\.damaged-\\d{8}T\\d{6}Z");
        assertThat(Store.check(file).isSound()).isTrue();
        try (Store store = Store.open(file, 0)) {
            assertThat(store.longTable("messages").size())
                    .isEqualTo(salvaged.saved().getOrDefault("messages", 0L))
                    .isGreaterThanOrEqualTo(readable.getOrDefault("messages", 0L));
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.{salvaged,empty,reheaded}*");
    }

    @Test
    void nothingIsLostBehindDamagedHeaders() throws Exception {
        Files.write(file, flipped(Files.readAllBytes(file), 0, 2 * BLOCK));

        assertThat(Store.salvage(file).saved())
                .containsEntry("messages", (long) ENTRIES)
                .containsEntry("ids", (long) ENTRIES);
        mustHoldEverything();
    }

    @Test
    void salvageOfAStoreInUseIsRefused() throws Exception {
        try (Store store = Store.open(file, 0)) {
            StoreException said = catchThrowableOfType(StoreException.class, () -> Store.salvage(file));
            assertThat(said.kind()).isEqualTo(Kind.LOCKED);
            store.longTable("messages").put(1L, value(1));
        }
        mustHoldEverything();
        assertThat(names()).containsExactly("store.db", "store.db.checkpoint");
    }

    private String[] names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toArray(String[]::new);
        }
    }
}
