package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32C;

/**
 * The expected content of a store's file, kept beside it: {@code FILE.checkpoint}. Two slots of {@value #SLOT} bytes,
 * written in turn, each one line:
 *
 * <pre>
 * checkpoint 1 store=ID version=N time=INSTANT tables=NAME:SIZE,NAME:SIZE crc=HEX
 * </pre>
 *
 * <p>It is written after its commit has been forced, but is not forced itself: after a kill it is exact, after a power
 * cut it may be some seconds old. So it is never ahead of the file, and a file that is behind it has lost something. A
 * commit pays no more for it than one write of some hundred bytes into memory.
 *
 * <p>Used by one thread at a time.
 */
final class Checkpoint implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(Checkpoint.class.getName());

    private static final int SLOT = 2048;
    private static final String BEGIN = "checkpoint 1 ";
    private static final String CRC = " crc=";

    /**
     * The state of a store at one moment.
     *
     * @param store the id that the file got when it was made
     * @param version the commit; every later one has a greater number
     * @param time the time of the commit
     * @param tables sizes of the tables
     */
    record Mark(String store, long version, Instant time, Map<String, Long> tables) {

        private String line() {
            var line = new StringBuilder(BEGIN)
                    .append("store=")
                    .append(store)
                    .append(" version=")
                    .append(version)
                    .append(" time=")
                    .append(time)
                    .append(" tables=");
            tables.forEach(
                    (name, size) -> line.append(name).append(':').append(size).append(','));
            return line.append(CRC)
                    .append(checksum(line.substring(0, line.length() - CRC.length())))
                    .append('\n')
                    .toString();
        }

        @CheckForNull
        private static Mark of(String text) {
            int end = text.indexOf(CRC);
            if (!text.startsWith(BEGIN) || end < 0) {
                return null;
            }
            String line = text.substring(0, end);
            if (!text.substring(end + CRC.length()).startsWith(checksum(line) + "\n")) {
                return null;
            }
            var values = new TreeMap<String, String>();
            for (String pair : line.substring(BEGIN.length()).split(" ")) {
                int equals = pair.indexOf('=');
                values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
            return new Mark(
                    values.get("store"),
                    Long.parseLong(values.get("version")),
                    Instant.parse(values.get("time")),
                    tables(values.get("tables")));
        }

        private static Map<String, Long> tables(String text) {
            var tables = new TreeMap<String, Long>();
            for (String table : text.split(",")) {
                int colon = table.lastIndexOf(':');
                if (colon > 0) {
                    tables.put(table.substring(0, colon), Long.parseLong(table.substring(colon + 1)));
                }
            }
            return tables;
        }

        private static String checksum(String line) {
            var crc = new CRC32C();
            crc.update(line.getBytes(StandardCharsets.UTF_8));
            return String.format("%08x", crc.getValue());
        }
    }

    private final Path path;
    private @CheckForNull RandomAccessFile file;
    private boolean second;
    private boolean failed;

    Checkpoint(Path storeFile) {
        this.path = pathOf(storeFile);
    }

    static Path pathOf(Path storeFile) {
        return storeFile.resolveSibling(storeFile.getFileName() + ".checkpoint");
    }

    /** The latest mark beside a store's file; empty when none can be read. */
    static Optional<Mark> read(Path storeFile) {
        Path path = pathOf(storeFile);
        try {
            byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
            Mark first = mark(bytes, 0);
            Mark second = mark(bytes, SLOT);
            if (bytes.length > 0 && first == null && second == null) {
                LOGGER.warning(() -> path + " cannot be read; whether " + storeFile + " holds everything is not known");
            }
            return Optional.ofNullable(
                    first == null || second != null && second.version > first.version ? second : first);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> path + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    @CheckForNull
    private static Mark mark(byte[] bytes, int from) {
        int length = Math.min(SLOT, bytes.length - from);
        try {
            return length <= 0 ? null : Mark.of(new String(bytes, from, length, StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** Writes a mark. When that fails the last one stays, which does no harm because it is only behind. */
    void write(Mark mark) {
        byte[] slot = mark.line().getBytes(StandardCharsets.UTF_8);
        try {
            if (slot.length > SLOT) {
                slot = new Mark(mark.store, mark.version, mark.time, Map.of())
                        .line()
                        .getBytes(StandardCharsets.UTF_8);
            }
            RandomAccessFile open = opened();
            open.seek(second ? SLOT : 0);
            open.write(slot);
            second = !second;
        } catch (IOException e) {
            Level level = failed ? Level.FINE : Level.WARNING;
            failed = true;
            LOGGER.log(level, e, () -> path + " cannot be written: " + e.getMessage());
        }
    }

    private RandomAccessFile opened() throws IOException {
        if (file == null) {
            MvFile.createForOwner(path);
            RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
            if (opened.length() < 2L * SLOT) {
                opened.write(new byte[2 * SLOT]); // room that a full disk cannot refuse later
            }
            file = opened;
        }
        return file;
    }

    /** Forces the last mark to the disk. */
    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try (RandomAccessFile closing = file) {
            closing.getFD().sync();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> path + " was not closed in good order");
        }
        file = null;
    }
}
