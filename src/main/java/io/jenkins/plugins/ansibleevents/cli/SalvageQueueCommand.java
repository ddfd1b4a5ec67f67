package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.QueueFile;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

/** {@code ansible-events queue salvage}: saves what can be read of a damaged embedded queue, so that it can go on. */
@Command(
        name = "salvage",
        description = {
            "Puts a new file with all messages that can be read in the place of a damaged one.",
            "",
            "The damaged file is kept beside it as queue.v1.db.damaged-TIME. Of an older copy, or a file that was cut,"
                    + " some messages may have been handled already: they are handled again. Ids of lost messages are"
                    + " printed as far as they are known; their deliveries are taken again. End serve, or Jenkins,"
                    + " first. A file that holds everything is left alone."
        },
        exitCodeList = {
            "0:What can be read is in the new file; serve can be started. Or nothing was wrong.",
            "2:The command line or the configuration is wrong, or another process has the file."
        },
        footer = {
            "  ansible-events queue salvage --config serve.yml",
            "  ansible-events queue salvage --file ansible-events/queue/queue.v1.db"
        })
final class SalvageQueueCommand extends QueueFileCommand {

    private final Terminal terminal;

    SalvageQueueCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected int call(Path file, QueueFile.Report before) throws QueueException {
        if (before.problem().isEmpty()) {
            terminal.out().println(file + " holds everything; nothing was changed");
            return 0;
        }
        QueueFile.Salvaged salvaged = QueueFile.salvage(file);
        terminal.out().println(file + " was damaged: " + before.problem());
        salvaged.kept().ifPresent(kept -> terminal.out().println("the damaged file is " + kept));
        saved("message", salvaged.messages(), before.messagesBefore());
        saved("dead letter", salvaged.dead(), before.deadBefore());
        for (String id : salvaged.lost()) {
            terminal.out().println("lost: " + id);
        }
        return 0;
    }

    private void saved(String what, long saved, OptionalLong before) {
        terminal.out()
                .println(Quantity.of(saved, what) + " saved"
                        + (before.isPresent() ? " of " + before.getAsLong() : "; how many there were is not known"));
    }
}
