package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.runner.ActiveTasks;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Closes the directory of a run whose recorder died with its process, so that it is a record like any other. */
public final class AbandonedRun {

    /** The exit code of a run that was stopped, because the run's own exit code is not known. */
    private static final int STOPPED = 254;

    /** The content of {@code rc} of a run that was closed here. */
    public static final String RC = Integer.toString(STOPPED);

    private final RunDirectory run;
    private final Reports reports;
    private final ArtifactFiles files = ArtifactFiles.real();
    private final ActiveTasks tasks = new ActiveTasks();
    private final List<String> problems = new ArrayList<>();
    private final RecapBuilder recap = new RecapBuilder();

    private AbandonedRun(RunDirectory run, Reports reports) {
        this.run = run;
        this.reports = reports;
    }

    /**
     * Writes the files that the recorder could not: status {@code failed}, {@code rc} 254, recap, reports and manifest.
     * The last line of {@code events.jsonl} is cut off when it has no end. A run that has its manifest stays as it is,
     * so that another call after a crash does no harm. Nobody may be recording into the directory any more.
     *
     * @param reports draws the reports
     * @param reason what happened, a sentence for people; with the tasks that were running it becomes the run's outcome
     * @return sentences about what is missing; empty when the run was closed already
     * @throws IOException when the directory cannot be read or written; the recorded files are still there
     */
    public static List<String> close(RunDirectory run, Reports reports, String reason) throws IOException {
        return Files.exists(run.manifest()) ? List.of() : new AbandonedRun(run, reports).close(reason);
    }

    private List<String> close(String reason) throws IOException {
        Files.deleteIfExists(run.reserve());
        Instant recorded = time(run.events(), Instant.now());
        Instant started = time(run.command(), recorded);
        Instant finished = recorded.isBefore(started) ? started : recorded; // the file of the events is made first
        EventTally tally = tally();
        text(run.status(), RunStatus.FAILED.wireName());
        text(run.rc(), RC);
        Manifest manifest = Manifest.of(
                        String.valueOf(run.path().getFileName()),
                        RunStatus.FAILED,
                        STOPPED,
                        new RunOutcome(RunOutcome.Kind.STOPPED, tasks.after(reason)),
                        started.toString(),
                        finished.toString(),
                        tally)
                .withProblems(problems);
        if (!Files.exists(run.recap())) { // a recorder that came so far has counted omitted data, too
            files.replace(run.recap(), out -> RecapFile.write(recap.end(), out));
        }
        reports.draw(run, manifest, files);
        files.replace(run.manifest(), out -> ArtifactJson.write(manifest.toJson(), out));
        return manifest.problems();
    }

    private EventTally tally() throws IOException {
        LeftEvents left;
        try (var index = new IndexLog(run, files)) {
            left = LeftEvents.read(run, index, event -> {
                tasks.event(event);
                recap.add(event);
            });
        }
        if (left.cutBytes() > 0) {
            problems.add("the last event was cut off while it was written (" + left.cutBytes() + " bytes)");
        }
        problems.add("the recording stopped before the end of the run: what followed is not in it");
        return left.tally();
    }

    /** When a file was last written. */
    private static Instant time(Path file, Instant whenMissing) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return whenMissing;
        }
    }

    private void text(Path file, String text) throws IOException {
        files.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
