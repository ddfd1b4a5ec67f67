package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.text.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Arguments that name runs of a private data directory. */
final class RunChoice {

    @Parameters(paramLabel = "PRIVATE_DATA_DIR", description = "The directory that the run was started with.")
    private Path privateDataDir;

    @Option(
            names = {"-i", "--ident"},
            paramLabel = "ID",
            description = "Name of the run. Default: all that are running.")
    private String ident;

    @Option(
            names = "--artifact-dir",
            paramLabel = "DIR",
            description = "Where run directories are kept. Default: PRIVATE_DATA_DIR/artifacts.")
    private Path artifactDir;

    /** The runs that are meant: the named one, or all that are running. */
    List<RunState> runs() throws IOException, SettingsException {
        Path artifacts = artifacts();
        if (ident != null) {
            RunDirectory run = RunDirectory.in(artifacts, ident);
            return isRun(run.path()) ? List.of(RunState.of(run)) : List.of();
        }
        var running = new ArrayList<RunState>();
        for (Path directory : directories(artifacts)) {
            RunState state = RunState.of(new RunDirectory(directory));
            if (state.isAlive()) {
                running.add(state);
            }
        }
        return running;
    }

    /** A sentence for {@link #runs} that are none. */
    String none() throws IOException, SettingsException {
        if (ident == null) {
            return "no run of " + privateDataDir + " is running";
        }
        List<String> known = directories(artifacts()).stream()
                .map(run -> String.valueOf(run.getFileName()))
                .toList();
        Optional<String> meant = NearestName.of(ident, known);
        return "there is no run " + ident + " in " + artifacts()
                + meant.map(name -> "; did you mean " + name + "?").orElse("");
    }

    private Path artifacts() throws SettingsException {
        Path home = PrivateDataDir.existing(privateDataDir);
        if (artifactDir == null) {
            return home.resolve("artifacts");
        }
        return PrivateDataDir.existing(artifactDir);
    }

    private static List<Path> directories(Path artifacts) throws IOException {
        if (!Files.isDirectory(artifacts)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(artifacts)) {
            return entries.filter(RunChoice::isRun).sorted().toList();
        }
    }

    /** Whether a directory is the record of a run. */
    static boolean isRun(Path directory) {
        var run = new RunDirectory(directory);
        return Stream.of(run.pid(), run.status(), run.events(), run.manifest()).anyMatch(Files::isRegularFile);
    }
}
