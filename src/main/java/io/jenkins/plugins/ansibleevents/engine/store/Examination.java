package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.store.Checkpoint.Mark;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;

/**
 * Checks the whole file of a store without changing a byte of it: every page against its checksum, the last commit
 * against the {@link Checkpoint}. MVStore itself uses an older commit when the newest one is damaged. That is right for
 * a commit that was being written when the process was killed, and wrong for every other.
 */
final class Examination {

    private static final Logger LOGGER = Logger.getLogger(Examination.class.getName());

    private final MvFile file;
    private final Optional<Mark> mark;
    private @CheckForNull Path repaired;

    private Examination(MvFile file, Optional<Mark> mark) {
        this.file = file;
        this.mark = mark;
    }

    /** Throws only when another process has the file, or the disk cannot be read. */
    static StoreReport of(MvFile file) throws StoreException {
        var examination = new Examination(file, Checkpoint.read(file.path()));
        try {
            return examination.report();
        } finally {
            delete(examination.repaired);
        }
    }

    /**
     * As {@link #of}, but removes a last commit that is only partly on disk, because the power failed before any caller
     * got an answer.
     */
    static StoreReport ofWritable(MvFile file) throws StoreException {
        var examination = new Examination(file, Checkpoint.read(file.path()));
        StoreReport report = examination.report();
        Path repaired = examination.repaired;
        if (repaired != null) {
            LOGGER.info(() -> file.path()
                    + ": its last commit is only half on disk and is left out; no caller had an answer for it");
            try {
                Files.move(repaired, file.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new StoreException(Kind.IO, "cannot repair the store " + file.path() + ": " + e, e);
            }
        }
        return report;
    }

    private static void delete(@CheckForNull Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "a copy stays: " + path, e);
        }
    }

    private StoreReport report() throws StoreException {
        if (isGone(file.path())) {
            return mark.isEmpty() ? sound(Map.of()) : report(Kind.CORRUPT, gone(), Map.of());
        }
        MVStore store;
        try {
            store = file.openReadOnly();
        } catch (StoreException e) {
            if (e.kind() == Kind.LOCKED || e.kind() == Kind.IO) {
                throw e;
            }
            String reason = e.getMessage().replace("cannot read the store " + file.path() + ": ", "");
            return report(e.kind(), e.kind() == Kind.NEWER ? reason : reason + "; " + held(), Map.of());
        }
        try {
            return report(store);
        } catch (RuntimeException e) { // MVStore meets damaged bytes with many kinds of it
            LOGGER.log(Level.FINE, e, () -> file.path() + " is damaged");
            return report(Kind.CORRUPT, "it is damaged; " + held(), Map.of());
        } finally {
            store.closeImmediately();
        }
    }

    private static boolean isGone(Path path) {
        return !Files.exists(path) || path.toFile().length() == 0;
    }

    private String gone() {
        return (Files.exists(file.path()) ? "it is empty" : "it is not there") + "; " + held();
    }

    private StoreReport report(MVStore store) {
        String version = MvMaps.newerVersion(store);
        if (version != null) {
            return report(Kind.NEWER, MvFile.newer("version " + version), Map.of());
        }
        var readable = new TreeMap<String, Long>();
        long damaged = read(store, readable);
        long before = store.getFileStore().lastChunkVersion() - 1;
        if (damaged > 0 && mark.isPresent() && before >= mark.get().version()) {
            Optional<StoreReport> earlier = withoutWhatFollows(before);
            if (earlier.isPresent()) {
                return earlier.get();
            }
        }
        if (damaged > 0) {
            return report(Kind.CORRUPT, damaged + " of its pages are damaged; " + held(), readable);
        }
        return mark.map(m -> report(store, m, readable)).orElseGet(() -> sound(readable));
    }

    /** Checks in a copy whether everything is there without the commits after this one. */
    private Optional<StoreReport> withoutWhatFollows(long version) {
        Path copy = file.path().resolveSibling(file.path().getFileName() + ".repaired");
        try {
            Files.copy(file.path(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            MvFile copied = file.at(copy);
            copied.goBack(version);
            StoreReport earlier = new Examination(copied, mark).report();
            if (earlier.isSound()) {
                repaired = copy;
                return Optional.of(sound(earlier.readable()));
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "it cannot be tried whether an earlier commit is whole", e);
        }
        delete(copy);
        return Optional.empty();
    }

    /** Reads all tables; returns how many pages are damaged. */
    private static long read(MVStore store, Map<String, Long> readable) {
        long damaged = 0;
        for (Map.Entry<String, String> table : MvMaps.tables(store).entrySet()) {
            Pages pages = Pages.of(store, table.getValue(), (key, value) -> {});
            readable.put(table.getKey(), pages.read);
            damaged += pages.damaged;
        }
        return damaged;
    }

    private StoreReport report(MVStore store, Mark known, Map<String, Long> readable) {
        if (!known.store().equals(MvFile.id(store))) {
            return report(Kind.CORRUPT, "it is another store than the one that was here; " + held(), readable);
        }
        long missing = known.version() - store.getFileStore().lastChunkVersion();
        return missing <= 0
                ? sound(readable)
                : report(Kind.CORRUPT, "its last " + missing + " writes are missing; " + held(), readable);
    }

    /** The tables that the store held, those with entries. */
    private String held() {
        if (mark.isEmpty()) {
            return "what it held is not known";
        }
        var held = new StringBuilder("it held, at ").append(mark.get().time()).append(':');
        mark.get().tables().forEach((table, size) -> {
            if (size > 0) {
                held.append(held.charAt(held.length() - 1) == ':' ? " " : ", ")
                        .append(size)
                        .append(" in ")
                        .append(table);
            }
        });
        return held.charAt(held.length() - 1) == ':' ? held.append(" nothing").toString() : held.toString();
    }

    private StoreReport sound(Map<String, Long> readable) {
        return report(Kind.IO, "", readable);
    }

    private StoreReport report(Kind kind, String problem, Map<String, Long> readable) {
        return new StoreReport(
                file.path(),
                problem,
                kind,
                mark.map(Mark::time).orElse(null),
                mark.map(Mark::tables).orElse(Map.of()),
                readable);
    }

    /** All pages of one map, from its root; counts readable and unreadable ones. */
    static final class Pages {
        private final BiConsumer<Object, byte[]> sink;
        private long read;
        private long damaged;

        private Pages(BiConsumer<Object, byte[]> sink) {
            this.sink = sink;
        }

        static Pages of(MVStore store, String map, BiConsumer<Object, byte[]> sink) {
            var pages = new Pages(sink);
            try {
                pages.walk(MvMaps.openAny(store, map).getRootPage());
            } catch (RuntimeException e) { // MVStore meets damaged bytes with many kinds of it
                pages.damaged++;
            }
            return pages;
        }

        private void walk(Page<?, byte[]> page) {
            if (page.isLeaf()) {
                for (int i = 0; i < page.getKeyCount(); i++) {
                    sink.accept(page.getKey(i), page.getValue(i));
                }
                read += page.getKeyCount();
                return;
            }
            for (int i = 0; i < page.getRawChildPageCount(); i++) {
                Page<?, byte[]> child = child(page, i);
                if (child == null) {
                    damaged++;
                } else {
                    walk(child);
                }
            }
        }

        @CheckForNull
        private static Page<?, byte[]> child(Page<?, byte[]> page, int index) {
            try {
                return page.getChildPage(index);
            } catch (RuntimeException e) {
                return null;
            }
        }
    }
}
