package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.QueueFile;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ansible-events queue}: works on the queue of a {@code serve} configuration. */
@Command(
        name = "queue",
        subcommands = {
            MoveMessagesCommand.class,
            DeadLettersCommand.class,
            CheckQueueCommand.class,
            SalvageQueueCommand.class
        },
        description = "Works on the message queue of serve.")
final class QueueCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    QueueCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: move, dead-letters, check or salvage");
    }

    /** The queue of a {@code serve} configuration. */
    static MessageQueue open(Path file) throws SettingsException, QueueException {
        Section top = SettingsFile.read(file);
        Path state = state(top);
        Section queue = top.has("queue")
                ? top.section("queue").orElseThrow()
                : SettingsFile.parse("embedded: {}", file.toString(), top.directory());
        return Queues.open(queue, state.resolve("queue"));
    }

    private static Path state(Section top) throws SettingsException {
        return top.path("state").orElse(top.directory().resolve("state")).normalize();
    }

    /** The options that name the file of an embedded queue. */
    static final class Place {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "serve configuration with an embedded queue; only its keys queue and state are read.")
        private Path config;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "The file itself, for example JENKINS_HOME/ansible-events/queue/queue.v1.db.")
        private Path file;

        Path file() throws SettingsException {
            if (file != null) {
                return file.toAbsolutePath().normalize();
            }
            Section top = SettingsFile.read(config);
            if (top.has("queue") && !top.section("queue").orElseThrow().has("embedded")) {
                throw new SettingsException(
                        config + ": the queue is not an embedded one; its broker keeps the messages");
            }
            return state(top).resolve("queue").resolve(QueueFile.NAME);
        }
    }
}
