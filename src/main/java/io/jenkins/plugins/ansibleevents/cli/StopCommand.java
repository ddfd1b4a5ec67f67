package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ansible-events stop}: ends a run of another process. */
@Command(
        name = "stop",
        description = {
            "Ends a run, and waits until it has ended.",
            "",
            "The run ends as by Ctrl-C: its processes get TERM, after ten seconds KILL; its status is canceled, its record"
                    + " is complete. It finds runs of \"start\" and \"run\" on this machine."
        },
        exitCodeList = {
            "0:The run has ended.",
            "1:There is no such run, it had ended before, or it could not be ended.",
            "2:The command line is wrong, or several runs are going on and --ident is missing."
        },
        footer = {"  ansible-events stop ./demo", "  ansible-events stop ./demo -i nightly"})
final class StopCommand implements Callable<Integer> {

    /** Longer than a process takes that ends its run, see {@link Interruption}. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final long LOOK_MILLIS = 50;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunChoice choice = new RunChoice();

    StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<RunState> runs = choice.runs();
        if (runs.isEmpty()) {
            terminal.complain(choice.none());
            return 1;
        }
        if (runs.size() > 1) {
            String idents = runs.stream().map(RunState::ident).collect(Collectors.joining(", "));
            throw new ParameterException(
                    spec.commandLine(), "several runs are going on, name one of them with --ident: " + idents);
        }
        RunState run = runs.get(0);
        if (!run.isAlive()) {
            terminal.complain(run.inWords());
            return 1;
        }
        return stop(run);
    }

    private int stop(RunState run) throws IOException, InterruptedException {
        HoldingProcess process = run.process().orElseThrow();
        if (!process.terminate(run.run()) && process.life() == HoldingProcess.Life.ALIVE && process.holds(run.run())) {
            terminal.complain("process " + process.pid() + " of run " + run.ident()
                    + " cannot be ended: it belongs to another user");
            return 1;
        }
        if (!awaitEnd(process, run.ident())) {
            terminal.complain("run " + run.ident() + " has not ended after " + PATIENCE.toMinutes()
                    + " minutes; process " + process.pid() + " still does its last work");
            return 1;
        }
        print(RunState.of(run.run()));
        return 0;
    }

    private boolean awaitEnd(HoldingProcess process, String ident) throws InterruptedException {
        SignsOfLife signs = SignsOfLife.start(() -> "waiting until run " + ident + " has ended", terminal::complain);
        try {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (process.life() == HoldingProcess.Life.ALIVE) {
                if (System.nanoTime() > until) {
                    return false;
                }
                Thread.sleep(LOOK_MILLIS);
            }
            return true;
        } finally {
            signs.close();
        }
    }

    private void print(RunState run) {
        Manifest manifest = run.manifest();
        if (manifest == null) {
            terminal.complain("run " + run.ident() + " has ended, but its record is not complete; see it with:"
                    + " ansible-events report " + ShellWord.of(run.run().path()));
            return;
        }
        terminal.out().println(run.inWords());
        terminal.out().println("artifacts: " + run.run().path());
        if (Files.isRegularFile(run.run().report())) {
            terminal.out().println("report: " + run.run().report());
        }
    }
}
