package io.jenkins.plugins.ansibleevents.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of {@link Store} and {@link Table}. */
class StoreContractTest {

    @TempDir
    Path directory;

    private Path file;
    private Store store;

    @BeforeEach
    void open() throws StoreException {
        file = directory.resolve("state/spool.mv");
        store = Store.open(file, 0);
    }

    @AfterEach
    void close() throws StoreException {
        store.close();
    }

    private void reopen() throws StoreException {
        store.close();
        store = Store.open(file, 0);
    }

    @Test
    void directoryAndFileAreMadeForTheOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void whatWasPutIsThereAfterReopening() throws Exception {
        store.stringTable("names").put("a", bytes("1"));
        store.longTable("numbers").put(Long.MAX_VALUE, bytes("2"));
        reopen();
        assertThat(store.stringTable("names").get("a")).isEqualTo(bytes("1"));
        assertThat(store.longTable("numbers").get(Long.MAX_VALUE)).isEqualTo(bytes("2"));
    }

    @Test
    void keysAreOrdered() {
        Table<Long> table = store.longTable("t");
        for (long key : new long[] {30, 10, 20}) {
            table.put(key, bytes("v" + key));
        }
        assertThat(table.first().getKey()).isEqualTo(10L);
        assertThat(table.lastKey()).isEqualTo(30L);
        assertThat(table.higher(10L).getKey()).isEqualTo(20L);
        assertThat(table.ceiling(11L).getValue()).isEqualTo(bytes("v20"));
        assertThat(table.higher(30L)).isNull();
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void anEmptyTableHasNothing() {
        Table<String> table = store.stringTable("t");
        assertThat(table.first()).isNull();
        assertThat(table.lastKey()).isNull();
        assertThat(table.get("x")).isNull();
        assertThat(table.remove("x")).isNull();
        assertThat(table.size()).isZero();
    }

    @Test
    void putIfAbsentKeepsTheFirst() {
        Table<String> table = store.stringTable("t");
        assertThat(table.putIfAbsent("k", bytes("first"))).isNull();
        assertThat(table.putIfAbsent("k", bytes("second"))).isEqualTo(bytes("first"));
        assertThat(table.remove("k")).isEqualTo(bytes("first"));
    }

    @Test
    void aChangeThatThrowsLeavesEverythingAsItWas() throws Exception {
        Table<String> table = store.stringTable("t");
        table.put("kept", bytes("old"));
        table.put("removed", bytes("there"));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.change(() -> {
                    table.put("kept", bytes("new"));
                    table.put("added", bytes("x"));
                    table.remove("removed");
                    throw new IllegalStateException("in the middle");
                }));
        reopen();
        assertThat(store.stringTable("t").get("kept")).isEqualTo(bytes("old"));
        assertThat(store.stringTable("t").get("added")).isNull();
        assertThat(store.stringTable("t").get("removed")).isEqualTo(bytes("there"));
    }

    @Test
    void syncInsideOfAChangeIsRefusedInsteadOfWaitingForever() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.change(() -> {
                    try {
                        store.sync();
                    } catch (StoreException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .withMessageContaining("inside of change()");
    }

    @Test
    void aSecondOpenIsRefusedWithTheFileAndTheNextStep() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.open(file, 0))
                .withMessageContaining(file.toString())
                .withMessageContaining("another process has it open")
                .returns(Kind.LOCKED, StoreException::kind);
    }

    @Test
    void aFileThatIsNotAStoreIsRefusedAndLeftAlone() throws Exception {
        Path other = directory.resolve("other.mv");
        byte[] content = "this is not a store\n".repeat(1000).getBytes(UTF_8);
        Files.write(other, content);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Store.open(other, 0))
                .withMessageContaining(other.toString())
                .returns(Kind.CORRUPT, StoreException::kind);
        assertThat(Files.readAllBytes(other)).isEqualTo(content);
    }

    @Test
    void afterCloseEverythingSaysClosed() throws Exception {
        Table<String> table = store.stringTable("t");
        store.close();
        store.close();
        assertThatThrownBy(() -> table.get("k")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> table.put("k", bytes("v")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("was closed");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::sync)
                .returns(Kind.CLOSED, StoreException::kind);
    }

    @Test
    void anInterruptedThreadNeitherLosesItsChangeNorTheStore() throws Exception {
        Thread.currentThread().interrupt();
        store.stringTable("t").put("k", bytes("v"));
        store.sync();
        assertThat(Thread.interrupted()).isTrue();
        reopen();
        assertThat(store.stringTable("t").get("k")).isEqualTo(bytes("v"));
    }

    @Test
    void manyThreadsSyncAtOnceAndNothingIsMissing() throws Exception {
        int threads = 16;
        int puts = 200;
        Table<Long> table = store.longTable("t");
        var start = new CyclicBarrier(threads);
        inParallel(threads, thread -> {
            start.await();
            for (int i = 0; i < puts; i++) {
                table.put(thread * 1_000L + i, bytes("v"));
                store.sync();
            }
            return null;
        });
        reopen();
        assertThat(store.longTable("t").size()).isEqualTo(threads * puts);
    }

    @Test
    void aFullStoreRefusesNewWorkAndTakesItAgainAfterTheDrain() throws Exception {
        store.close();
        store = Store.open(file, 2 << 20);
        Table<Long> table = store.longTable("t");
        long count = fill(table);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::requireRoom)
                .withMessageContaining("limit of " + (2 << 20) + " bytes")
                .returns(Kind.FULL, StoreException::kind);
        for (long key = 0; key < count; key++) {
            table.remove(key);
            store.sync();
        }
        store.requireRoom();
        assertThat(table.size()).isZero();
    }

    private long fill(Table<Long> table) throws StoreException {
        long key = 0;
        while (true) {
            try {
                store.requireRoom();
            } catch (StoreException e) {
                return key;
            }
            table.put(key++, new byte[50_000]);
            store.sync();
        }
    }

    @Test
    void spaceIsGivenBackAfterTheDrain() throws Exception {
        Table<Long> table = store.longTable("t");
        for (long key = 0; key < 2_000; key++) {
            table.put(key, new byte[10_000]);
        }
        store.sync();
        assertThat(store.fileSize()).isGreaterThan(20_000_000);
        for (long key = 0; key < 2_000; key++) {
            table.remove(key);
        }
        store.compact(2_000);
        assertThat(store.fileSize()).isLessThan(200_000);
        assertThat(Files.size(file)).isEqualTo(store.fileSize());
    }

    private static void inParallel(int threads, ThreadBody body) throws Exception {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> body.run(thread));
            }
            for (Future<Void> result : executor.invokeAll(tasks)) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private interface ThreadBody {
        Void run(int thread) throws Exception;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
