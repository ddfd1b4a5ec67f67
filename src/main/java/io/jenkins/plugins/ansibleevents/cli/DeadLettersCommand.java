package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ansible-events queue dead-letters}: shows dead letters, puts them back into the queue, or drops them. */
@Command(
        name = "dead-letters",
        description = {
            "Shows what was given up, starts it once more, or drops it.",
            "",
            "The oldest message comes first, each with its reason. Of an embedded queue, end serve first: it belongs to"
                    + " one process."
        },
        exitCodeList = {"0:Done.", "2:The command line or the configuration is wrong, or there is no such dead letter."
        },
        footer = {
            "  ansible-events queue dead-letters --config serve.yml",
            "  ansible-events queue dead-letters --config serve.yml --redrive all",
            "  ansible-events queue dead-letters --config serve.yml \\",
            "      --redrive 01a20280-9f93-7000-87fa-ab3b2c3e8769"
        })
final class DeadLettersCommand implements Callable<Integer> {

    /** More than anybody reads; the output says how many there are. */
    private static final int SHOWN = 1000;

    private final Terminal terminal;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "serve configuration; only its keys queue and state are read.")
    private Path config;

    @Option(
            names = "--redrive",
            paramLabel = "ID",
            description = "Put this one back into the queue, with attempts counted from zero; all for all of them.")
    private List<String> redrive = new ArrayList<>();

    @Option(names = "--drop", paramLabel = "ID", description = "Delete this one.")
    private List<String> drop = new ArrayList<>();

    DeadLettersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws SettingsException, QueueException {
        try (MessageQueue queue = QueueCommand.open(config)) {
            if (redrive.isEmpty() && drop.isEmpty()) {
                show(queue);
            }
            for (String id : redrive) {
                redrive(queue, id);
            }
            for (String id : drop) {
                found(id, queue.discard(id));
                terminal.out().println(id + " dropped");
            }
        }
        return 0;
    }

    private void show(MessageQueue queue) throws QueueException {
        List<DeadLetter> letters = queue.deadLetters(SHOWN);
        for (DeadLetter letter : letters) {
            String endpoint = letter.message()
                    .endpoint()
                    .map(name -> ", endpoint " + name)
                    .orElse("");
            terminal.out().printf("%s  %s%s%n", letter.id(), letter.since(), endpoint);
            terminal.out().println("  " + (letter.reason().isEmpty() ? "no reason is known" : letter.reason()));
        }
        if (letters.isEmpty()) {
            terminal.out().println("no dead letters in " + queue.description());
        } else if (letters.size() == SHOWN) {
            terminal.out().println("these are the oldest " + SHOWN);
        }
    }

    private void redrive(MessageQueue queue, String id) throws QueueException, SettingsException {
        if (id.equals("all")) {
            terminal.out().println(queue.redriveAll() + " back in the queue");
            return;
        }
        found(id, queue.redrive(id));
        terminal.out().println(id + " back in the queue");
    }

    private static void found(String id, boolean found) throws SettingsException {
        if (!found) {
            throw new SettingsException("there is no dead letter " + id);
        }
    }
}
