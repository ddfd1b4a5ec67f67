package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.files.LocaleEncoding;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Makes sentences for the user of the errors that picocli catches. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** Exit code of a command that was called the wrong way. */
    static final int BAD_USE = 2;

    private final Terminal terminal;

    Complaints(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        terminal.complain(WrongUse.inWords(wrong));
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("Try: " + command + " --help");
        return BAD_USE;
    }

    /** A user's mistake is one line; anything else is a bug, which needs its stack. */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof InvalidPathException path) {
            terminal.complain("\"" + path.getInput() + "\" cannot be the name of a file: " + path.getReason() + "; "
                    + LocaleEncoding.ADVICE);
            return BAD_USE;
        }
        if (isMistake(failure)) {
            String.valueOf(failure.getMessage()).lines().forEach(terminal::complain);
            return BAD_USE;
        }
        terminal.complain("internal error, please report it");
        failure.printStackTrace(terminal.err());
        return 1;
    }

    private static boolean isMistake(Exception failure) {
        return failure instanceof RunDirectoryException
                || failure instanceof PlaybookRequestException
                || failure instanceof SettingsException
                || failure instanceof IOException;
    }
}
