package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.QueueFile;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

/** {@code ansible-events queue check}: whether an embedded queue has every message that was accepted. */
@Command(
        name = "check",
        description = {
            "Looks whether the file of an embedded queue holds everything that was accepted, and changes nothing.",
            "",
            "Every page is compared with its checksum, and the last change with what is known beside the file"
                    + " (queue.v1.db.checkpoint). End serve, or Jenkins, first: the file belongs to one process."
        },
        exitCodeList = {
            "0:Everything is there.",
            "1:Something is missing or cannot be read; salvage saves the rest.",
            "2:The command line or the configuration is wrong, or another process has the file."
        },
        footer = {
            "  ansible-events queue check --config serve.yml",
            "  ansible-events queue check --file ansible-events/queue/queue.v1.db"
        })
final class CheckQueueCommand extends QueueFileCommand {

    private final Terminal terminal;

    CheckQueueCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected int call(Path file, QueueFile.Report report) {
        boolean sound = report.problem().isEmpty();
        terminal.out().println(file + (sound ? " holds everything" : " cannot be used: " + report.problem()));
        count("message", report.messages(), report.messagesBefore(), sound);
        count("dead letter", report.dead(), report.deadBefore(), sound);
        if (!sound) {
            terminal.out().println("put the right file back, or save what can be read: ansible-events queue salvage");
        }
        return sound ? 0 : 1;
    }

    private void count(String what, long readable, OptionalLong before, boolean sound) {
        String line = Quantity.of(readable, what);
        if (!sound && before.isPresent()) {
            line += " can be read of " + before.getAsLong();
        }
        terminal.out().println(line);
    }
}
