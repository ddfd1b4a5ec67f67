package io.jenkins.plugins.ansibleevents.engine.store;

import io.jenkins.plugins.ansibleevents.engine.store.Examination.Pages;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.h2.mvstore.MVStore;

/**
 * Replaces a damaged file by a new one, with everything that can still be read. The damaged file stays beside it under
 * another name, byte for byte; a crash leaves one of the two in the old place.
 */
final class Salvage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int AT_ONCE = 1_000;
    /** The header: two blocks of 4 KiB with the same content. */
    private static final int HEADER_BYTES = 8 << 10;

    private final MvFile damaged;
    private final Path place;

    private Salvage(MvFile damaged) {
        this.damaged = damaged;
        this.place = damaged.path();
    }

    /**
     * Salvages the file and puts the new one in its place.
     *
     * @return the saved entries by table, and the new place of the damaged file; no place when there was none
     */
    static SalvagedStore of(MvFile damaged) throws StoreException {
        try {
            return new Salvage(damaged).run();
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(
                    Kind.IO, "cannot salvage the store " + damaged.path() + ": " + e + "; it is as it was", e);
        }
    }

    private SalvagedStore run() throws IOException {
        mustBeOurs();
        Path fresh = sibling(".salvaged");
        remove(fresh);
        try {
            return put(fresh);
        } finally {
            remove(fresh);
        }
    }

    private SalvagedStore put(Path fresh) throws IOException {
        Map<String, Long> saved = copyTo(fresh);
        Optional<Path> kept = keep();
        // After a kill here the new file has the old checkpoint; the next check finds that, and a new salvage saves
        // all.
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                Checkpoint.pathOf(fresh),
                Checkpoint.pathOf(place),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return new SalvagedStore(place, kept, saved);
    }

    private static void remove(Path store) throws IOException {
        Files.deleteIfExists(store);
        Files.deleteIfExists(Checkpoint.pathOf(store));
    }

    /** Refuses a file that another process has open or a later version has written. */
    private void mustBeOurs() throws StoreException {
        StoreReport found = Examination.of(damaged);
        if (found.kind() == Kind.NEWER) {
            throw new StoreException(Kind.NEWER, "the store " + place + " cannot be used: " + found.problem(), null);
        }
    }

    private Map<String, Long> copyTo(Path fresh) throws IOException {
        var saved = new TreeMap<String, Long>();
        try (Store target = MvStore.create(damaged.at(fresh))) {
            if (Files.exists(place) && Files.size(place) > 0) {
                copyTo(target, saved);
            }
            target.longTable("salvages").put(System.currentTimeMillis(), new byte[0]);
            target.sync();
        }
        return saved;
    }

    private void copyTo(Store target, Map<String, Long> saved) throws IOException {
        Optional<MVStore> source = open();
        if (source.isEmpty()) {
            return;
        }
        try {
            for (Map.Entry<String, String> table : MvMaps.tables(source.get()).entrySet()) {
                saved.put(table.getKey(), copy(source.get(), table.getKey(), table.getValue(), target));
            }
        } finally {
            source.get().closeImmediately();
            Files.deleteIfExists(sibling(".reheaded"));
        }
    }

    private static long copy(MVStore source, String table, String map, Store target) {
        long[] count = {0};
        if (MvMaps.isLong(map)) {
            Table<Long> longs = target.longTable(table);
            Pages.of(source, map, (key, value) -> copied(target, count, () -> longs.put((Long) key, value)));
        } else {
            Table<String> texts = target.stringTable(table);
            Pages.of(source, map, (key, value) -> copied(target, count, () -> texts.put((String) key, value)));
        }
        return count[0];
    }

    private static void copied(Store target, long[] count, Runnable put) {
        put.run();
        if (++count[0] % AT_ONCE == 0) {
            try {
                target.sync();
            } catch (StoreException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /**
     * Opens the file as it is, or a copy with another header when only the header is damaged; MVStore finds the rest
     * from there.
     */
    private Optional<MVStore> open() throws IOException {
        try {
            return Optional.of(damaged.openReadOnly());
        } catch (StoreException e) {
            if (e.kind() != Kind.CORRUPT) {
                throw e;
            }
        }
        Path copy = sibling(".reheaded");
        Files.copy(place, copy, StandardCopyOption.REPLACE_EXISTING);
        putHeader(copy);
        try {
            return Optional.of(damaged.at(copy).openReadOnly());
        } catch (StoreException e) {
            Files.deleteIfExists(copy);
            return Optional.empty();
        }
    }

    private void putHeader(Path copy) throws IOException {
        Path empty = sibling(".empty");
        try {
            damaged.at(empty).open().closeImmediately();
            byte[] header = new byte[HEADER_BYTES];
            byte[] begin = Files.readAllBytes(empty);
            System.arraycopy(begin, 0, header, 0, Math.min(header.length, begin.length));
            try (var file = new RandomAccessFile(copy.toFile(), "rw")) {
                file.write(header);
            }
        } finally {
            Files.deleteIfExists(empty);
        }
    }

    private Optional<Path> keep() throws IOException {
        Path checkpoint = Checkpoint.pathOf(place);
        Path kept = sibling(".damaged-" + TIME.format(Instant.now()));
        if (Files.exists(checkpoint)) {
            Files.copy(checkpoint, Checkpoint.pathOf(kept), StandardCopyOption.COPY_ATTRIBUTES);
        }
        if (!Files.exists(place)) {
            return Optional.empty();
        }
        try {
            Files.createLink(kept, place);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(place, kept, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return Optional.of(kept);
    }

    private Path sibling(String suffix) {
        return place.resolveSibling(place.getFileName() + suffix);
    }
}
