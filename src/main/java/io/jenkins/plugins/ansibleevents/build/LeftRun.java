package io.jenkins.plugins.ansibleevents.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.StoredEvents;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** What a closed recording says of its run, for the page of a build that did not live to see the run's end. */
final class LeftRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LeftRun() {}

    /** Reads manifest, command and events; nothing of the run is known that does not stand there. */
    static RunSummary read(String ident, Path directory) throws IOException {
        var run = new RunDirectory(directory);
        var tally = new HostTally();
        try (InputStream events = Files.newInputStream(run.events())) {
            StoredEvents.read(events, tally::event);
        }
        RunResult result = result(ident, JSON.readTree(run.manifest().toFile()));
        return new RunSummary(RecordingOwner.playbook(ident), check(run), result, tally);
    }

    private static RunResult result(String ident, JsonNode manifest) throws IOException {
        return new RunResult(
                ident,
                RunStatus.ofWireName(manifest.path("status").asText()),
                manifest.path("rc").asInt(),
                new RunOutcome(
                        RunOutcome.Kind.STOPPED,
                        manifest.path("outcome").path("sentence").asText()),
                manifest.path("events").asLong(),
                between(
                        manifest.path("started").asText(),
                        manifest.path("finished").asText()));
    }

    private static Duration between(String started, String finished) {
        try {
            return Duration.between(Instant.parse(started), Instant.parse(finished));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static boolean check(RunDirectory run) throws IOException {
        if (!Files.exists(run.command())) {
            return false;
        }
        for (JsonNode word : JSON.readTree(run.command().toFile()).path("command")) {
            if (word.asText().equals("--check")) {
                return true;
            }
        }
        return false;
    }
}
