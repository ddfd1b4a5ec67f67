package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** What {@code --debug} says of a run: the files that it reads, its command, directory and environment, how it goes. */
final class RunChronicle implements RunExtension {

    private static final Logger LOGGER = Logger.getLogger(RunChronicle.class.getName());

    private static final List<String> FILES = List.of(
            "env/settings",
            "env/envvars",
            "env/extravars",
            "env/passwords",
            "env/cmdline",
            "env/ssh_key",
            "env/emitters.yml",
            "inventory");

    private final Path home;

    /** @param home the private data directory */
    RunChronicle(Path home) {
        this.home = home;
    }

    @Override
    public void opened(RunDirectory directory) {
        LOGGER.fine(() -> "private data directory: " + home);
        for (String file : FILES) {
            LOGGER.fine(() -> file + ": " + (Files.exists(home.resolve(file)) ? "read" : "not there"));
        }
        LOGGER.fine(() -> "project: " + PrivateDataDir.projectOf(home));
        LOGGER.fine(() -> "run directory: " + directory.path());
    }

    @Override
    public void status(StatusEvent status) {
        LOGGER.fine(() -> "status: " + status.status().wireName());
        if (status.status() == RunStatus.STARTING) {
            LOGGER.fine(() ->
                    "command: " + status.command().stream().map(ShellWord::of).collect(Collectors.joining(" ")));
            LOGGER.fine(() -> "working directory: " + status.cwd());
            new TreeMap<>(status.env()).forEach((name, value) -> LOGGER.fine(() -> "env: " + name + "=" + value));
        }
    }

    @Override
    public LastWords ended(RunResult result) {
        LOGGER.fine(() -> "exit code " + result.rc() + ", " + result.outcome().sentence());
        return LastWords.NONE;
    }
}
