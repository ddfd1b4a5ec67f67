package io.jenkins.plugins.ansibleevents.build;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.record.CommandFile;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RecapFile;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.StoredEvents;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Reads the summary of a run from its closed recording, for a build that ended before the run's end was known. */
final class LeftRun {

    private LeftRun() {}

    /** Reads manifest, command, recap and events, the only sources about the run. */
    static RunSummary read(String ident, Path directory) throws IOException {
        var run = new RunDirectory(directory);
        Manifest manifest = Manifest.read(run);
        if (manifest == null) {
            throw new NoSuchFileException(run.manifest().toString());
        }
        var tally = new HostTally();
        try (InputStream events = Files.newInputStream(run.events())) {
            StoredEvents.read(events, tally::event);
        }
        if (Files.exists(run.recap())) {
            try (InputStream recap = Files.newInputStream(run.recap())) {
                tally.recorded(RecapFile.read(recap));
            }
        }
        boolean check = CommandFile.read(run, ident).command().contains("--check");
        return new RunSummary(
                RecordingOwner.playbook(ident),
                RecordingOwner.limit(ident),
                RecordingOwner.place(ident),
                started(manifest),
                check,
                result(ident, manifest),
                tally);
    }

    private static RunResult result(String ident, Manifest manifest) throws IOException {
        return new RunResult(
                ident,
                RunStatus.ofWireName(manifest.status()),
                manifest.rc(),
                manifest.outcome(),
                manifest.events(),
                between(manifest.started(), manifest.finished()));
    }

    private static Instant started(Manifest manifest) {
        try {
            return Instant.parse(manifest.started());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static Duration between(String started, String finished) {
        try {
            return Duration.between(Instant.parse(started), Instant.parse(finished));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
