package io.jenkins.plugins.ansibleevents.engine.emit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The runs in a state directory that are not delivered everywhere. Runs that another process is delivering at the
 * moment are left alone.
 *
 * @param stateDirectory the state directory
 */
public record Spool(Path stateDirectory) {

    /**
     * What waits for one emitter.
     *
     * @param directory the run's directory in the spool
     * @param run the run
     * @param emitter the emitter's name
     * @param waiting messages that are still to be sent, before the emitter's filter
     * @param dead messages that were refused
     */
    public record Backlog(
            Path directory, SpooledRun.RunInfo run, String emitter, long waiting, List<DeadLetter> dead) {}

    /** Opens all runs, oldest first; each is the caller's alone until it is closed. */
    public List<SpooledRun> open() throws IOException {
        var runs = new ArrayList<SpooledRun>();
        for (Path directory : SpooledRun.list(stateDirectory)) {
            SpooledRun.open(directory).ifPresent(runs::add);
        }
        return runs;
    }

    /** How many runs there are, those at work included. */
    public int size() throws IOException {
        return SpooledRun.list(stateDirectory).size();
    }

    /** What waits, run by run and emitter by emitter. */
    public List<Backlog> backlog() throws IOException {
        var result = new ArrayList<Backlog>();
        for (Path directory : SpooledRun.list(stateDirectory)) {
            Optional<SpooledRun> opened = SpooledRun.open(directory);
            if (opened.isPresent()) {
                try (SpooledRun run = opened.get()) {
                    for (String emitter : run.info().emitters()) {
                        result.add(backlog(run, emitter));
                    }
                }
            }
        }
        return result;
    }

    private static Backlog backlog(SpooledRun run, String emitter) throws IOException {
        long waiting = 0;
        try (Cursor cursor = run.cursor(emitter);
                var log = new RunLog(run.info().ident(), run.files(), run.statuses(), () -> true)) {
            for (RunLog.Entry entry = log.next(cursor.position()); entry != null; entry = log.next(entry.next())) {
                waiting++;
            }
        }
        return new Backlog(
                run.directory(),
                run.info(),
                emitter,
                waiting,
                run.deadLetters(emitter).list());
    }

    /** How many bytes of events wait for an emitter; no event is read for it, and runs at work are left out. */
    public long bytesWaiting(String emitter) throws IOException {
        long bytes = 0;
        for (SpooledRun run : open()) {
            try (run) {
                if (run.info().emitters().contains(emitter)) {
                    bytes += bytesWaiting(run, emitter);
                }
            }
        }
        return bytes;
    }

    private static long bytesWaiting(SpooledRun run, String emitter) throws IOException {
        Path events = run.files().events();
        try (Cursor cursor = run.cursor(emitter)) {
            return Files.exists(events)
                    ? Math.max(0, Files.size(events) - cursor.position().offset())
                    : 0;
        }
    }

    /** Gives the dead letters of an emitter up, in all runs but those at work; returns how many. */
    public int dropDeadLetters(String emitter) throws IOException {
        int dropped = 0;
        for (SpooledRun run : open()) {
            try (run) {
                DeadLetters dead = run.deadLetters(emitter);
                for (DeadLetter letter : dead.list()) {
                    dead.drop(letter.key());
                    dropped++;
                }
            }
        }
        return dropped;
    }

    /** Where the runs' settings are read, each place once. */
    public List<Path> settings() throws IOException {
        var result = new LinkedHashSet<Path>();
        for (SpooledRun run : open()) {
            try (run) {
                result.add(Path.of(run.info().settings()));
            }
        }
        return List.copyOf(result);
    }

    /**
     * Sends the dead letters of all runs with these settings once more.
     *
     * @param only the name of the emitter, or null for all
     * @param patience how long a receiver that is away is waited for, per message
     * @return how many were delivered
     */
    public int resendDeadLetters(
            String settings,
            List<EmitterSpec> specs,
            @CheckForNull String only,
            Duration patience,
            BiConsumer<String, String> told)
            throws IOException, InterruptedException {
        int delivered = 0;
        for (SpooledRun run : open()) {
            try (run) {
                for (EmitterSpec spec : specs) {
                    if (run.info().settings().equals(settings)
                            && run.info().emitters().contains(spec.name())
                            && (only == null || only.equals(spec.name()))) {
                        delivered += new DeadLetterResend(run, spec, patience, told).send();
                    }
                }
            }
        }
        return delivered;
    }
}
