package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.log.LogSetup;
import io.jenkins.plugins.ansibleevents.cli.run.RunDescription;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * The process of a run that {@code start} has started: it does the work of {@code run} without a terminal. Its arguments are
 * for those who look at processes; the arguments of the command come through standard input, because they may contain
 * secrets.
 */
public final class HeldRun extends StartCommand {

    private final HeldOutput output;

    private HeldRun(Terminal terminal, HeldOutput output) {
        super(terminal);
        this.output = output;
    }

    public static void main(String[] shown) throws IOException {
        var output = new HeldOutput(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        System.setOut(output.out());
        System.setErr(output.err());
        LogSetup.install();
        AnsibleEvents.honourTmpdir(System.getenv("TMPDIR"));
        String[] arguments = arguments();
        if (arguments.length == 0) {
            System.exit(Complaints.BAD_USE); // the starter was killed before it could say what to run
        }
        Terminal terminal = Terminal.ofProcess();
        int rc = AnsibleEvents.ready(new CommandLine(new HeldRun(terminal, output)), terminal)
                .execute(arguments);
        output.end();
        Interruption.finished();
        System.exit(rc);
    }

    /** Words with a NUL behind each, which no argument of a process can have. */
    private static String[] arguments() throws IOException {
        String words = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        System.in.close();
        return words.isEmpty()
                ? new String[0]
                : words.substring(0, words.length() - 1).split("\0", -1);
    }

    @Override
    public Integer call() throws Exception {
        RunDescription description = description(RunDescription.Display.QUIET);
        Terminal told = logging.apply(terminal);
        RunSetup setup = RunSetup.of(description, plugins, told);
        return exitCode(new RunSession(setup, told, new HeldDisplay(output, told, isBrief())).run());
    }
}
