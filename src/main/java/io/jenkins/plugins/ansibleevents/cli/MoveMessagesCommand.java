package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueMover;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ansible-events queue move}: moves the messages of one queue into another, in their order and with their ids.
 */
@Command(
        name = "move",
        description = {
            "Moves all waiting messages from one queue into another.",
            "",
            "Order and ids are kept. End serve first: an embedded queue belongs to one process. A message is taken away"
                    + " only when the other queue has it for good; after a failure, run the same command again. Delayed"
                    + " messages and dead letters stay."
        },
        footer = {"  ansible-events queue move --from serve.yml --to serve-with-sqs.yml"})
final class MoveMessagesCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE",
            description = "serve configuration with the queue to empty; only its keys queue and state are read.")
    private Path from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "serve configuration with the queue to fill.")
    private Path to;

    private long told;

    MoveMessagesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws SettingsException, QueueException, InterruptedException {
        try (MessageQueue source = QueueCommand.open(from);
                MessageQueue target = QueueCommand.open(to)) {
            var result = new QueueMover(source, target).move(this::tell);
            terminal.out()
                    .println(Quantity.of(result.moved(), "message") + " moved from " + source.description() + " to "
                            + target.description());
            result.stay().ifPresent(n -> left(n, "delayed or in work"));
            result.dead().ifPresent(n -> left(n, "dead letters"));
        }
        return 0;
    }

    /** Prints a line for each thousand messages, because brokers hand out only a few at a time. */
    private void tell(long moved) {
        if (moved / 1_000 > told / 1_000) {
            terminal.err().println(Quantity.of(moved, "message") + " moved");
            told = moved;
        }
    }

    private void left(long count, String what) {
        if (count > 0) {
            terminal.out().println(count + " stay where they were: " + what);
        }
    }
}
