package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.cli.run.RunDescription;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ansible-events start}: a run that goes on when its terminal is closed. */
@Command(
        name = "start",
        customSynopsis = {
            "ansible-events start PRIVATE_DATA_DIR -p PLAYBOOK [OPTION]...",
            "       ansible-events start PRIVATE_DATA_DIR -m MODULE --hosts HOSTS [OPTION]...",
            "       ansible-events start PRIVATE_DATA_DIR -r ROLE [--hosts HOSTS] [OPTION]..."
        },
        description = {
            "Starts a run that goes on when the terminal is closed, and returns.",
            "",
            "The run is that of \"ansible-events run\", with all of its options and files; see its help. The command"
                    + " returns when Ansible has read playbook and inventory, after ten seconds at the latest. A run that"
                    + " ends before is displayed as by \"run\".",
            "",
            "The output of Ansible is the file stdout of the run directory; what \"run\" displays beside it is daemon.log."
        },
        exitCodeList = {
            "0:The run has begun.",
            "1:It could not be started; the last lines say why.",
            "2:The command line or a setting is wrong; nothing was run.",
            "other:The run ended before it began, with this exit code of \"run\"."
        },
        footer = {
            "  ansible-events start ./demo -p site.yml --ident nightly",
            "  ansible-events is-alive ./demo --ident nightly",
            "  ansible-events stop ./demo --ident nightly"
        })
class StartCommand extends RunArguments {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A run that is cancelled takes no longer: see {@link Interruption}. */
    private static final Duration END = Duration.ofMinutes(3);

    private static final byte[] NOTHING = {};

    @Spec
    private CommandSpec command;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but the ident, and errors.")
    private boolean quiet;

    @Option(
            names = {"-j", "--json"},
            description = "Print a JSON object: ident, pid, artifacts.")
    private boolean json;

    StartCommand(Terminal terminal) {
        super(terminal);
    }

    /** Whether standard output has no lines for people. */
    final boolean isBrief() {
        return quiet || json;
    }

    @Override
    public Integer call() throws Exception {
        RunDescription description = description(RunDescription.Display.QUIET);
        List<String> words = words();
        if (ident == null) {
            ident = RunOptions.defaults().ident();
            words.addAll(0, List.of("--ident", ident));
        }
        RunDirectory directory = RunDirectory.in(description.artifacts(), ident);
        DetachedRun run = DetachedRun.start(words, List.of(privateDataDir.toString(), ident), terminal);
        Optional<byte[]> answer = untilInterrupted(run);
        if (answer.isPresent() && !isBegun(answer.get())) {
            return ended(run, answer.get());
        }
        if (answer.isPresent()) {
            run.awaitErrors();
        }
        print(directory, run.pid(), answer.isPresent());
        return 0;
    }

    /** The arguments behind the name of the command. */
    private List<String> words() {
        List<String> all = command.root().commandLine().getParseResult().originalArgs();
        return new ArrayList<>(all.subList(all.indexOf(command.name()) + 1, all.size()));
    }

    /** Ctrl-C before the run has begun ends it. */
    private Optional<byte[]> untilInterrupted(DetachedRun run) throws InterruptedException {
        var hook = new Thread(() -> cancel(run), "ansible-events interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        Optional<byte[]> answer = run.answer(PATIENCE);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            hook.join(); // it ends this process
        }
        return answer;
    }

    private void cancel(DetachedRun run) {
        try {
            run.cancel();
            Runtime.getRuntime().halt(ended(run, run.answer(END).orElse(NOTHING)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isBegun(byte[] answer) {
        return answer.length > 0 && answer[0] == HeldOutput.BEGUN;
    }

    private int ended(DetachedRun run, byte[] answer) throws InterruptedException {
        int rc = run.exitCode();
        if (answer.length > 0) {
            terminal.out().write(answer, 1, answer.length - 1);
        } else {
            terminal.complain("the process of the run ended with exit code " + rc + " before the run had begun");
        }
        return rc;
    }

    private void print(RunDirectory directory, long pid, boolean begun) {
        if (json) {
            terminal.out()
                    .println(new ObjectMapper()
                            .createObjectNode()
                            .put("ident", ident)
                            .put("pid", pid)
                            .put("artifacts", directory.path().toString()));
        } else if (quiet) {
            terminal.out().println(ident);
        } else {
            String options = ShellWord.of(privateDataDir) + artifactOption() + " --ident " + ident;
            terminal.out()
                    .println("run " + ident
                            + (begun ? " has begun" : " goes on; Ansible has not read its playbook and inventory yet"));
            terminal.out().println("artifacts: " + directory.path());
            terminal.out().println("output: tail -f " + ShellWord.of(directory.stdout()));
            terminal.out().println("is it running? ansible-events is-alive " + options);
            terminal.out().println("end it: ansible-events stop " + options);
        }
    }
}
