package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of a run whose ident the user has chosen. As with ansible-runner, the ident of a run that has ended may be
 * used again. Its record is moved to {@code <ident>.<time of its end>} then, and what waits in the spool goes with it. A
 * kill at any moment leaves the record in one of the two places, and its messages where {@code deliver} finds them.
 *
 * <p>Until it is closed, no other process takes the same ident: by then the file {@code pid} says whose it is.
 */
final class RunPlace implements Closeable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String OTHER_IDENT = "choose another ident";

    private final RunDirectory directory;
    private final @CheckForNull IdentClaim claim;
    private @CheckForNull RunDirectory earlier;

    private RunPlace(RunDirectory directory, @CheckForNull IdentClaim claim) {
        this.directory = directory;
        this.claim = claim;
    }

    /**
     * Makes the directory of a new run.
     *
     * @param state where messages that are not delivered are kept
     * @param facts directories of facts in the run directory, which may be there before
     * @throws RunDirectoryException when the name is taken by something else than the record of a run that has ended
     */
    static RunPlace make(RunDirectory directory, Path state, Set<String> facts) throws IOException {
        directory.makeParents();
        IdentClaim claim = claim(directory);
        var place = new RunPlace(directory, claim);
        if (claim == null) {
            directory.create(); // of several processes, one can
            return place;
        }
        try {
            if (Files.isDirectory(directory.path()) && !holdsOnly(directory, facts)) {
                place.moveRecord(state);
            }
            if (!Files.isDirectory(directory.path())) {
                directory.create();
            }
            return place;
        } catch (IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    /** The record of the earlier run, where it is now; empty when there was none. */
    Optional<RunDirectory> earlier() {
        return Optional.ofNullable(earlier);
    }

    /** Null for a new directory where there are no locks. What was seen of the directory before may have changed. */
    private static @CheckForNull IdentClaim claim(RunDirectory directory) throws RunDirectoryException {
        Optional<IdentClaim> claim;
        try {
            claim = IdentClaim.of(directory.path());
        } catch (IOException e) {
            if (!Files.exists(directory.path())) {
                return null;
            }
            throw new RunDirectoryException(
                    "cannot use the run directory " + directory.path() + " again: " + IoReason.of(e) + "; "
                            + OTHER_IDENT,
                    e);
        }
        return claim.orElseThrow(() -> new RunDirectoryException(
                "another process is about to use " + directory.path() + "; wait, or " + OTHER_IDENT));
    }

    /** Facts of hosts may be there before the first run: whoever starts it has put them there. */
    private static boolean holdsOnly(RunDirectory directory, Set<String> facts) throws IOException {
        try (Stream<Path> entries = Files.list(directory.path())) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).allMatch(facts::contains);
        }
    }

    private void moveRecord(Path state) throws IOException {
        mustBeOver();
        FileTime modified = Files.getLastModifiedTime(directory.path());
        var aside = new RunDirectory(free(endOf(directory, modified)));
        List<SpooledRun> waiting = waiting(state);
        try {
            for (SpooledRun run : waiting) {
                run.recordIsNow(aside.path());
            }
            Files.move(directory.path(), aside.path(), StandardCopyOption.ATOMIC_MOVE);
            earlier = aside;
            Files.setLastModifiedTime(aside.path(), modified); // by which old records are removed
        } catch (IOException e) {
            for (SpooledRun run : waiting) {
                run.recordIsNow(Files.exists(aside.path()) ? aside.path() : directory.path());
            }
            throw new RunDirectoryException(
                    "cannot move the earlier run " + directory.path() + " to " + aside.path() + ": " + IoReason.of(e)
                            + "; " + OTHER_IDENT,
                    e);
        } finally {
            for (SpooledRun run : waiting) {
                run.close();
            }
        }
    }

    private void mustBeOver() throws IOException {
        RunState state = RunState.of(directory);
        if (!RunChoice.isRun(directory.path()) && !Files.exists(directory.rc())) {
            throw new RunDirectoryException(
                    directory.path() + " is there already and is not the record of a run that has" + " ended; "
                            + OTHER_IDENT + ", or move it away");
        }
        switch (state.kind()) {
            case ENDED, KILLED -> {}
            case RUNNING, DELIVERING ->
                throw new RunDirectoryException(state.inWords() + "; wait for its end, or " + OTHER_IDENT);
            case FOREIGN ->
                throw new RunDirectoryException(
                        state.inWords() + "; move " + directory.path() + " away, or " + OTHER_IDENT);
            case ELSEWHERE ->
                throw new RunDirectoryException(
                        state.inWords() + "; if not, move " + directory.path() + " away, or " + OTHER_IDENT);
            case UNKNOWN -> {
                if (!Files.exists(directory.rc())) { // ansible-runner writes it last
                    throw new RunDirectoryException(
                            state.inWords() + "; " + OTHER_IDENT + ", or move " + directory.path() + " away");
                }
            }
        }
    }

    private static Instant endOf(RunDirectory directory, FileTime modified) throws IOException {
        Manifest manifest = Manifest.read(directory);
        try {
            return manifest == null ? modified.toInstant() : Instant.parse(manifest.finished());
        } catch (DateTimeException notOurs) {
            return modified.toInstant();
        }
    }

    private Path free(Instant end) {
        String name = directory.path().getFileName() + "." + TIME.format(end);
        Path path = directory.path().resolveSibling(name);
        for (int next = 2; Files.exists(path); next++) {
            path = directory.path().resolveSibling(name + "-" + next);
        }
        return path;
    }

    /** What the earlier run has left in the spool; nobody else is at work on it until it is closed. */
    private List<SpooledRun> waiting(Path state) throws IOException {
        var runs = new ArrayList<SpooledRun>();
        try {
            for (Path spooled : SpooledRun.list(state)) {
                if (SpooledRun.record(spooled).filter(this::isOurs).isPresent()) {
                    runs.add(opened(spooled, state));
                }
            }
            return runs;
        } catch (IOException | RuntimeException e) {
            for (SpooledRun run : runs) {
                run.close();
            }
            throw e;
        }
    }

    private boolean isOurs(Path record) {
        return record.equals(directory.path().toAbsolutePath());
    }

    private SpooledRun opened(Path spooled, Path state) throws IOException {
        String deliver = "ansible-events deliver " + ShellWord.of(state);
        SpooledRun run = SpooledRun.open(spooled)
                .orElseThrow(() -> new RunDirectoryException("messages of the earlier run " + directory.path()
                        + " are being delivered by another process; wait, see " + deliver + " --list, or "
                        + OTHER_IDENT));
        if (!run.hasItsEvents()) {
            run.close();
            throw new RunDirectoryException("messages of the earlier run " + directory.path()
                    + " wait, and only its directory has the events; send them with " + deliver + ", or "
                    + OTHER_IDENT);
        }
        return run;
    }

    @Override
    public void close() throws IOException {
        if (claim != null) {
            claim.close();
        }
    }
}
