package io.jenkins.plugins.ansibleevents.engine.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes a {@link RunDirectory} while the run goes on.
 *
 * <p>Durability: after each event, others can read its line; it is certain to be on the disk when {@link #finish} has
 * returned. A failed write (the disk is full) is reported once and the run goes on: the content of the disk stays
 * valid, every later write is tried again, and the manifest counts the lost events. Called by one thread at a time.
 */
public final class RunRecorder implements RunListener, Closeable {

    /** Most notices to keep; each is a sentence of ours, and a bad run has a handful. */
    private static final int NOTICES = 100;

    /** Space kept free for the last files of a run on a full disk: a manifest of 1 000 ranges has 30 KB. */
    private static final int RESERVE = 64 << 10;

    private final RunDirectory run;
    private final ArtifactFiles files;
    private final Reports reports;
    private final Clock clock;
    private final RecordingProblems problems;
    private final EventLog events;
    private final long eventsBefore;
    private final GrowingText stdout;
    private long missingOutput;
    private final GrowingText stderr;
    private final Instant started;
    private final List<String> notices = new ArrayList<>();
    private final RecapBuilder recap = new RecapBuilder();
    private @CheckForNull AnsibleInfo ansible;

    private RunRecorder(
            RunDirectory run,
            ArtifactFiles files,
            Reports reports,
            Clock clock,
            RecordingProblems problems,
            LeftEvents left,
            IndexLog index)
            throws IOException {
        this.run = run;
        this.files = files;
        this.reports = reports;
        this.clock = clock;
        this.problems = problems;
        files.put(run.reserve(), out -> out.write(new byte[RESERVE]));
        this.events = new EventLog(files.grow(run.events()), left, size(run.events()), index.atOnce());
        this.eventsBefore = left.last();
        this.stdout = new GrowingText(files.grow(run.stdout()), size(run.stdout()));
        this.stderr = new GrowingText(files.grow(run.stderr()), size(run.stderr()));
        this.started = started(run, clock);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The file of the command is written at the start. */
    private static Instant started(RunDirectory run, Clock clock) throws IOException {
        return Files.exists(run.command())
                ? Files.getLastModifiedTime(run.command()).toInstant()
                : clock.instant();
    }

    /**
     * Starts to record into a new directory.
     *
     * @param reports draws the reports at the end
     * @param told takes each problem of recording once, in words for the user
     * @throws RunDirectoryException when its files cannot be made; nothing has been run yet
     */
    public static RunRecorder open(RunDirectory run, Reports reports, Told told) throws RunDirectoryException {
        return open(run, reports, told, Set.of());
    }

    /**
     * As {@link #open(RunDirectory, Reports, Told)}, without some files of the directory.
     *
     * @param leftOut any of {@link RunDirectory#stdout()}, {@link RunDirectory#stderr()} and
     *     {@link RunDirectory#command()}
     */
    public static RunRecorder open(RunDirectory run, Reports reports, Told told, Set<Path> leftOut)
            throws RunDirectoryException {
        return open(run, reports, told, new SelectedFiles(ArtifactFiles.real(), leftOut), Clock.systemUTC());
    }

    /**
     * Goes on with the record of a held run whose recorder is gone. The run is to be handed over from its first event and its
     * first byte on; what the directory has already is left out, so that everything is in it once.
     *
     * @throws RunDirectoryException when its files cannot be read or written
     */
    public static RunRecorder takeUp(RunDirectory run, Reports reports, Told told) throws RunDirectoryException {
        try {
            var files = ArtifactFiles.real();
            var index = new IndexLog(run, files);
            LeftEvents left = LeftEvents.read(run, index, event -> {});
            Files.deleteIfExists(run.reserve());
            return new RunRecorder(run, files, reports, Clock.systemUTC(), new RecordingProblems(told), left, index);
        } catch (IOException e) {
            throw new RunDirectoryException("cannot go on in " + run.path() + ": " + IoReason.of(e), e);
        }
    }

    static RunRecorder open(RunDirectory run, Reports reports, Told told, ArtifactFiles files, Clock clock)
            throws RunDirectoryException {
        try {
            var nothing = new LeftEvents(new EventTally(), 0, 0);
            var index = new IndexLog(run, files);
            return new RunRecorder(run, files, reports, clock, new RecordingProblems(told), nothing, index);
        } catch (IOException e) {
            throw new RunDirectoryException("cannot write into " + run.path() + ": " + IoReason.of(e), e);
        }
    }

    /** The counter of the last event that the directory had when this recorder went on with it; 0 for none. */
    public long eventsBefore() {
        return eventsBefore;
    }

    /** Takes sentences about what could not be recorded. */
    @FunctionalInterface
    public interface Told {
        void problem(String sentence);
    }

    @Override
    public void status(StatusEvent change) {
        if (change.status().isFinal()) {
            giveBackReserve();
        }
        if (change.status() == RunStatus.STARTING) {
            replace(run.command(), out -> CommandFile.write(change, out));
        }
        replaceText(run.status(), change.status().wireName());
    }

    @Override
    public void event(EventLine event) {
        recap.add(event);
        try {
            events.append(event);
        } catch (IOException e) {
            problems.eventLost(run.events(), event.head().counter(), e);
        }
    }

    @Override
    public void remark(Remark remark) {
        try {
            byte[] lines = (remark.text() + "\n").getBytes(StandardCharsets.UTF_8);
            stderr.append(lines, 0, lines.length);
        } catch (IOException e) {
            problems.notWritten(run.stderr(), e);
        }
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        try {
            stdout.append(text, offset, length);
        } catch (IOException e) {
            missingOutput += length;
            problems.notWritten(run.stdout(), e);
        }
    }

    @Override
    public void ansible(AnsibleInfo info) {
        ansible = info;
    }

    @Override
    public void notice(String message) {
        if (notices.size() < NOTICES) {
            notices.add(message);
        }
    }

    /**
     * Closes the run: exit code, recap, reports, and last of all the manifest.
     *
     * @return sentences about what could not be recorded; empty when everything was
     */
    public List<String> finish(RunResult result) {
        close();
        giveBackReserve();
        replaceText(run.rc(), Integer.toString(result.rc()));
        EventTally tally = events.finish();
        if (tally.gaps().missing() > 0) {
            problems.add(tally.gaps().inWords());
        }
        if (missingOutput > 0) {
            problems.add(missingOutput + " bytes of Ansible's output are missing in " + run.stdout());
        }
        Manifest manifest = manifest(result, tally);
        replace(run.recap(), out -> RecapFile.write(recap.end(), out));
        drawReports(manifest);
        writeManifest(manifest);
        return problems.all();
    }

    /** What happened on each host, including events that could not be recorded; to be called after the last event. */
    public Recap recap() {
        return recap.end();
    }

    private void drawReports(Manifest manifest) {
        try {
            reports.draw(run, manifest, files);
        } catch (IOException e) {
            problems.add("cannot draw the reports of " + run.path() + ": " + IoReason.of(e));
        }
    }

    /**
     * Writes the manifest; on a full disk the reports make room for it, because they can be drawn again and it cannot.
     */
    private void writeManifest(Manifest manifest) {
        WholeFile.Body body =
                out -> ArtifactJson.write(manifest.withProblems(problems.all()).toJson(), out);
        try {
            files.replace(run.manifest(), body);
        } catch (IOException e) {
            problems.notWritten(run.manifest(), e);
            remove(run.report());
            replace(run.manifest(), body);
        }
    }

    private Manifest manifest(RunResult result, EventTally tally) {
        String finished = clock.instant().toString();
        return Manifest.of(
                        result.ident(),
                        result.status(),
                        result.rc(),
                        result.outcome(),
                        started.toString(),
                        finished,
                        tally)
                .withProblems(problems.all())
                .withNotices(notices.stream()
                        .filter(n -> !n.equals(result.outcome().sentence()))
                        .toList())
                .withAnsible(ansible);
    }

    /** Closes the growing files without closing the run, as a kill would; harmless after {@link #finish}. */
    @Override
    public void close() {
        closeOne(run.events(), events);
        closeOne(run.stdout(), stdout);
        closeOne(run.stderr(), stderr);
    }

    private void giveBackReserve() {
        remove(run.reserve());
    }

    private void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            problems.notWritten(file, e);
        }
    }

    private void closeOne(Path file, Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            problems.notWritten(file, e);
        }
    }

    private void replaceText(Path file, String text) {
        replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void replace(Path file, WholeFile.Body body) {
        try {
            files.replace(file, body);
        } catch (IOException e) {
            problems.notWritten(file, e);
        }
    }
}
