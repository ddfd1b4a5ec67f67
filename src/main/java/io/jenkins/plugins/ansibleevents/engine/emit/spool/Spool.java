package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.MessageFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The runs in a state directory whose messages are not delivered to every receiver. A run that another process is
 * delivering at the moment is left alone.
 *
 * @param stateDirectory the state directory
 */
public record Spool(Path stateDirectory) {

    /**
     * The messages that wait for one emitter.
     *
     * @param directory the run's directory in the spool
     * @param run the run
     * @param emitter the emitter's name
     * @param waiting messages that are still to be sent; when the emitter's settings are not known, these include
     *     messages that its filter will skip
     * @param dead number of dead letters
     */
    public record Backlog(
            Path directory, SpooledRun.RunInfo run, String emitter, long waiting, List<EmitterDeadLetter> dead) {}

    /** Opens all runs, oldest first; each belongs to the caller alone until it is closed. */
    public List<SpooledRun> open() throws IOException {
        return open(ident -> true);
    }

    /** As {@link #open()}, the runs of some idents only; the others are left alone. */
    public List<SpooledRun> open(Predicate<String> idents) throws IOException {
        var runs = new ArrayList<SpooledRun>();
        for (Path directory : SpooledRun.list(stateDirectory)) {
            if (idents.test(SpooledRun.ident(directory))) {
                SpooledRun.open(directory).ifPresent(runs::add);
            }
        }
        return runs;
    }

    /** Number of runs, those at work included. */
    public int size() throws IOException {
        return SpooledRun.list(stateDirectory).size();
    }

    /**
     * What waits, by run and emitter.
     *
     * @param settings the emitters of a run, as far as they are known
     */
    public List<Backlog> backlog(Function<SpooledRun.RunInfo, List<EmitterSpec>> settings) throws IOException {
        var result = new ArrayList<Backlog>();
        for (Path directory : SpooledRun.list(stateDirectory)) {
            Optional<SpooledRun> opened = SpooledRun.open(directory);
            if (opened.isPresent()) {
                try (SpooledRun run = opened.get()) {
                    List<EmitterSpec> specs = settings.apply(run.info());
                    for (String emitter : run.info().emitters()) {
                        result.add(backlog(run, emitter, named(specs, emitter)));
                    }
                }
            }
        }
        return result;
    }

    private static Optional<EmitterSpec> named(List<EmitterSpec> specs, String emitter) {
        return specs.stream().filter(spec -> spec.name().equals(emitter)).findFirst();
    }

    private static Backlog backlog(SpooledRun run, String emitter, Optional<EmitterSpec> spec) throws IOException {
        return new Backlog(
                run.directory(),
                run.info(),
                emitter,
                waiting(run, emitter, spec),
                run.deadLetters(emitter).list());
    }

    /** Counts as the run does in its report at its end, so that both show one number. */
    private static long waiting(SpooledRun run, String emitter, Optional<EmitterSpec> spec) throws IOException {
        try (Cursor cursor = run.cursor(emitter);
                var log = run.log(() -> true)) {
            long count = log.countAfter(
                    cursor.position(), spec.map(EmitterSpec::filter).orElse(MessageFilter.ALL));
            boolean perhapsLost = count == 0 && spec.isPresent() && !cursor.cleanlyClosed();
            return perhapsLost && spec.get().factory().create().unconfirmed() > 0 ? 1 : count;
        }
    }

    /** Bytes of events that wait for an emitter. Reads no event, and leaves out runs at work. */
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

    /** Drops the dead letters of an emitter, in all runs but those at work; returns how many. */
    public int dropDeadLetters(String emitter) throws IOException {
        int dropped = 0;
        for (SpooledRun run : open()) {
            try (run) {
                DeadLetters dead = run.deadLetters(emitter);
                for (EmitterDeadLetter letter : dead.list()) {
                    dead.drop(letter.key());
                    dropped++;
                }
            }
        }
        return dropped;
    }

    /** The names of the emitters that runs have, those of runs at work left out. */
    public List<String> emitters() throws IOException {
        var names = new LinkedHashSet<String>();
        for (SpooledRun run : open()) {
            try (run) {
                names.addAll(run.info().emitters());
            }
        }
        return List.copyOf(names);
    }

    /** The places from which the runs' settings are read, each once. */
    public List<Path> settings() throws IOException {
        var result = new LinkedHashSet<Path>();
        for (SpooledRun run : open()) {
            try (run) {
                result.add(Path.of(run.info().settings()));
            }
        }
        return List.copyOf(result);
    }
}
