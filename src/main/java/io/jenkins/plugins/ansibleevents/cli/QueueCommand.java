package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ansible-events queue}: works on the queue of a {@code serve} configuration. */
@Command(
        name = "queue",
        subcommands = {MoveMessagesCommand.class, DeadLettersCommand.class},
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
        throw new ParameterException(spec.commandLine(), "a command is missing: move or dead-letters");
    }

    /** The queue of a {@code serve} configuration. */
    static MessageQueue open(Path file) throws SettingsException, QueueException {
        Section top = SettingsFile.read(file);
        Path state = top.path("state").orElse(top.directory().resolve("state")).normalize();
        Section queue = top.has("queue")
                ? top.section("queue").orElseThrow()
                : SettingsFile.parse("embedded: {}", file.toString(), top.directory());
        return Queues.open(queue, state.resolve("queue"));
    }
}
