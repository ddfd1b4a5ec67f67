package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import io.jenkins.plugins.ansibleevents.engine.record.CommandFile;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A run that is not delivered to every receiver yet: a directory {@code <state-dir>/<ident>~<random>/} (0700) with
 *
 * <pre>
 * run.json            {"version": 1, "ident": ..., "runDirectory": ..., "settings": ..., "emitters": [...]}
 * lock                held by the process that delivers
 * statuses.jsonl      see {@link StatusLog}
 * events.jsonl        second name of the run's events, see {@link SpooledEvents}
 * X.cursor            how far emitter X has come, see {@link Cursor}
 * X.dead.jsonl        the dead letters of emitter X, see {@link DeadLetters}
 * </pre>
 *
 * The recorded events are the only copy; the spool adds how far each emitter is. So an emitter that is hours behind
 * costs no memory and no copy, and no receiver can hold the run up. Each run has a directory of its own, because runs
 * of several processes share a state directory.
 */
public final class SpooledRun implements Closeable {

    private static final int VERSION = 1;
    private static final String RUN_FILE = "run.json";

    /**
     * The directories that this process has locked. The lock file alone is not enough: under POSIX, a process that
     * opens and closes a file loses its own lock on that file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final RunInfo info;
    private final FileLock lock;
    private final StatusLog statuses;

    /**
     * The facts that are known of a run before it starts.
     *
     * @param ident the run's ident
     * @param runDirectory where its events are recorded
     * @param settings the place from which a later delivery reads the emitters' settings again, or empty
     * @param emitters names of the emitters
     */
    public record RunInfo(String ident, Path runDirectory, String settings, List<String> emitters) {
        public RunInfo {
            emitters = List.copyOf(emitters);
        }
    }

    private SpooledRun(Path directory, RunInfo info, FileLock lock) throws IOException {
        this.directory = directory;
        this.info = info;
        this.lock = lock;
        this.statuses = StatusLog.open(directory.resolve("statuses.jsonl"));
    }

    /** Makes the directory of a new run; from then on a kill does not stop its events from being delivered. */
    public static SpooledRun create(Path stateDirectory, RunInfo info) throws IOException {
        Files.createDirectories(stateDirectory, OwnerOnly.directory());
        Path directory =
                Files.createTempDirectory(stateDirectory, info.ident().replaceAll("[^\\p{L}\\p{N}_.@+=-]", "_") + "~");
        FileLock lock = lock(directory);
        if (lock == null) {
            throw new IOException(directory + " is used by another process");
        }
        var run = new SpooledRun(directory, info, lock);
        run.writeInfo(info);
        return run;
    }

    /** Opens a run that another process has left; empty when that process is still at work or the run is gone. */
    public static Optional<SpooledRun> open(Path directory) throws IOException {
        FileLock lock;
        try {
            lock = lock(directory);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lock == null) {
            return Optional.empty();
        }
        Path file = directory.resolve(RUN_FILE);
        if (!Files.exists(file)) {
            unlock(directory, lock);
            return Optional.empty();
        }
        try {
            return Optional.of(new SpooledRun(directory, readInfo(file), lock));
        } catch (IOException | RuntimeException e) {
            unlock(directory, lock);
            throw e;
        }
    }

    /** Whether nobody in this process is at work on the run. */
    public static boolean isIdle(Path directory) {
        return !HELD.contains(directory.toAbsolutePath());
    }

    /** The ident in a run's directory, which is not opened; empty when the run is gone. */
    static String ident(Path directory) throws IOException {
        try {
            return readInfo(directory.resolve(RUN_FILE)).ident();
        } catch (FileNotFoundException e) {
            return "";
        }
    }

    /** Where the events of a run are recorded, by its directory, which is not opened; empty when the run is gone. */
    public static Optional<Path> record(Path directory) throws IOException {
        try {
            return Optional.of(readInfo(directory.resolve(RUN_FILE)).runDirectory());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The directories of all runs in a state directory, oldest first. */
    public static List<Path> list(Path stateDirectory) throws IOException {
        if (!Files.isDirectory(stateDirectory)) {
            return List.of();
        }
        var result = new ArrayList<Path>();
        try (Stream<Path> entries = Files.list(stateDirectory)) {
            entries.filter(entry -> Files.exists(entry.resolve(RUN_FILE))).forEach(result::add);
        }
        result.sort((a, b) -> Long.compare(
                a.resolve(RUN_FILE).toFile().lastModified(),
                b.resolve(RUN_FILE).toFile().lastModified()));
        return result;
    }

    public RunInfo info() {
        return info;
    }

    public Path directory() {
        return directory;
    }

    SpooledEvents files() {
        return new SpooledEvents(info.runDirectory(), directory);
    }

    /** Makes the second name of the events; does nothing when it exists or the events are not there yet. */
    public void keepEvents() {
        files().keepEvents();
    }

    /** Whether its events stay when its run directory goes; there may be none at all. */
    public boolean hasItsEvents() {
        SpooledEvents files = files();
        return !Files.exists(files.recorded()) || !files.events().equals(files.recorded());
    }

    /** Notes another place of its run directory, for whoever opens the run next. */
    public void recordIsNow(Path runDirectory) throws IOException {
        writeInfo(new RunInfo(info.ident(), runDirectory, info.settings(), info.emitters()));
    }

    /**
     * Opens its messages for reading.
     *
     * @param ended whether nothing more will be recorded
     */
    public RunLog log(BooleanSupplier ended) {
        return new RunLog(info.ident(), files(), statuses, ended);
    }

    /** The number of its statuses so far. */
    public int statusCount() {
        return statuses.size();
    }

    public Cursor cursor(String emitter) throws IOException {
        return Cursor.open(directory.resolve(emitter + ".cursor"));
    }

    public DeadLetters deadLetters(String emitter) {
        return new DeadLetters(directory.resolve(emitter + ".dead.jsonl"), emitter);
    }

    /**
     * Removes the directory, because everything was delivered. {@code run.json} goes first: a directory without it is
     * no run.
     */
    public void remove() throws IOException {
        Files.delete(directory.resolve(RUN_FILE));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Override
    public void close() throws IOException {
        unlock(directory, lock);
    }

    /**
     * Puts a finished run into the spool as if none of its messages had been delivered. Its statuses come from
     * {@code command} and {@code status} of its record, ansible-runner's files.
     */
    public static SpooledRun ofFinishedRun(Path stateDirectory, RunInfo info) throws IOException {
        SpooledRun run = create(stateDirectory, info);
        run.files().keepEvents();
        var recorded = new RunDirectory(info.runDirectory());
        run.statuses.append(0, CommandFile.read(recorded, info.ident()));
        run.statuses.append(0, StatusEvent.of(RunStatus.RUNNING, info.ident()));
        if (Files.exists(recorded.status())) {
            RunStatus last =
                    RunStatus.ofWireName(Files.readString(recorded.status()).strip());
            run.statuses.append(Long.MAX_VALUE, StatusEvent.of(last, info.ident()));
        }
        return run;
    }

    private void writeInfo(RunInfo written) throws IOException {
        ObjectNode json = JsonLines.JSON
                .createObjectNode()
                .put("version", VERSION)
                .put("ident", written.ident())
                .put("runDirectory", written.runDirectory().toAbsolutePath().toString())
                .put("settings", written.settings())
                .put("created", Instant.now().toString());
        written.emitters().forEach(json.putArray("emitters")::add);
        WholeFile.put(directory.resolve(RUN_FILE), out -> out.write(JsonLines.JSON.writeValueAsBytes(json)));
    }

    private static RunInfo readInfo(Path file) throws IOException {
        JsonNode json = JsonLines.JSON.readTree(file.toFile());
        if (json.path("version").asInt() != VERSION) {
            throw new IOException(file + " was written by another version of this program (format "
                    + json.path("version").asText("?") + "); deliver it with that one, or remove its directory");
        }
        var emitters = new ArrayList<String>();
        json.path("emitters").forEach(name -> emitters.add(name.asText()));
        return new RunInfo(
                json.path("ident").asText(),
                Path.of(json.path("runDirectory").asText()),
                json.path("settings").asText(),
                emitters);
    }

    private static @CheckForNull FileLock lock(Path directory) throws IOException {
        if (!HELD.add(directory.toAbsolutePath())) {
            return null;
        }
        FileLock lock = null;
        try {
            lock = lockFile(directory);
            return lock;
        } finally {
            if (lock == null) {
                HELD.remove(directory.toAbsolutePath());
            }
        }
    }

    private static @CheckForNull FileLock lockFile(Path directory) throws IOException {
        var channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return lock;
    }

    /** Unlocks the file first: a run that is free in this process must be free on the disk, too. */
    private static void unlock(Path directory, FileLock lock) throws IOException {
        try {
            lock.channel().close();
        } finally {
            HELD.remove(directory.toAbsolutePath());
        }
    }

    public void status(long after, StatusEvent status) throws IOException {
        statuses.append(after, status);
    }
}
