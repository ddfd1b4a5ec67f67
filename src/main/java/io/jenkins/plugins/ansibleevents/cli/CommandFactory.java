package io.jenkins.plugins.ansibleevents.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives commands the terminal they write to. */
final class CommandFactory implements IFactory {

    private final Terminal terminal;

    CommandFactory(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(terminal));
        }
        if (type == StartCommand.class) {
            return type.cast(new StartCommand(terminal));
        }
        if (type == IsAliveCommand.class) {
            return type.cast(new IsAliveCommand(terminal));
        }
        if (type == StopCommand.class) {
            return type.cast(new StopCommand(terminal));
        }
        if (type == ServeCommand.class) {
            return type.cast(new ServeCommand(terminal));
        }
        if (type == DeliverCommand.class) {
            return type.cast(new DeliverCommand(terminal));
        }
        if (type == QueueCommand.class) {
            return type.cast(new QueueCommand(terminal));
        }
        if (type == MoveMessagesCommand.class) {
            return type.cast(new MoveMessagesCommand(terminal));
        }
        if (type == CheckQueueCommand.class) {
            return type.cast(new CheckQueueCommand(terminal));
        }
        if (type == SalvageQueueCommand.class) {
            return type.cast(new SalvageQueueCommand(terminal));
        }
        if (type == DeadLettersCommand.class) {
            return type.cast(new DeadLettersCommand(terminal));
        }
        if (type == ReportCommand.class) {
            return type.cast(new ReportCommand(terminal));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
