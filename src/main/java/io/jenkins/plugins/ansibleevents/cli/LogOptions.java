package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.log.LogSetup;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** ansible-runner's options for what the command itself says. */
final class LogOptions {

    @Option(
            names = "--debug",
            description =
                    "Say on standard error what is read, what is run, where, and with which environment; secrets are"
                            + " masked.")
    private boolean debug;

    @Option(
            names = "--logfile",
            paramLabel = "FILE",
            description = "Append what the command says beside Ansible's output to this file, with times.")
    private Path file;

    /** Applies the options; returns the terminal for the run. */
    Terminal apply(Terminal terminal) throws SettingsException {
        if (debug) {
            LogSetup.debug();
        }
        if (file == null) {
            return terminal;
        }
        try {
            Consumer<String> notes = LogSetup.alsoTo(file.toAbsolutePath());
            return terminal.noting(notes);
        } catch (IOException e) {
            throw new SettingsException("--logfile: " + file + " cannot be written: " + IoReason.of(e), e);
        }
    }
}
