package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueMover;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
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
@Command(name = "queue", subcommands = DeadLettersCommand.class, description = "Works on the message queue of serve.")
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

    @Command(
            name = "move",
            description = {
                "Moves all waiting messages from one queue into another.",
                "",
                "Order and ids are kept. End serve first: an embedded queue belongs to one process. A message is taken"
                        + " away only when the other queue has it for good; after a failure, run the same command"
                        + " again. Delayed messages and dead letters stay."
            },
            footer = {"  ansible-events queue move --from serve.yml --to serve-with-sqs.yml"})
    int move(
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "FILE",
                            description = "serve configuration with the queue to empty; only its keys queue and state"
                                    + " are read.")
                    Path from,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "FILE",
                            description = "serve configuration with the queue to fill.")
                    Path to)
            throws SettingsException, QueueException, InterruptedException {
        try (MessageQueue source = open(from);
                MessageQueue target = open(to)) {
            var result = new QueueMover(source, target)
                    .move(moved -> terminal.err().println(Quantity.of(moved, "message") + " moved"));
            terminal.out()
                    .println(Quantity.of(result.moved(), "message") + " moved from " + source.description() + " to "
                            + target.description());
            result.stay().ifPresent(n -> left(n, "delayed or in work"));
            result.dead().ifPresent(n -> left(n, "dead letters"));
        }
        return 0;
    }

    private void left(long count, String what) {
        if (count > 0) {
            terminal.out().println(count + " stay where they were: " + what);
        }
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
