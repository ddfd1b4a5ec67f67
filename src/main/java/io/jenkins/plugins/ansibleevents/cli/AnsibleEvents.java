package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.cli.log.LogSetup;
import io.jenkins.plugins.ansibleevents.engine.files.LocaleEncoding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ansible-events}: the command above all subcommands. */
@Command(
        name = "ansible-events",
        description = "Runs Ansible playbooks and records what happened on every host.",
        footer = {"  ansible-events run --help", "  ansible-events run ./project-dir -p site.yml"})
public final class AnsibleEvents implements Runnable {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("start", StartCommand.class);
        COMMANDS.put("is-alive", IsAliveCommand.class);
        COMMANDS.put("stop", StopCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("deliver", DeliverCommand.class);
        COMMANDS.put("queue", QueueCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("help", CommandLine.HelpCommand.class);
    }

    @Spec
    private CommandSpec spec;

    private AnsibleEvents() {}

    public static void main(String[] args) {
        LogSetup.install();
        honourTmpdir(System.getenv("TMPDIR"));
        var out = StandardOutput.ofProcess();
        System.setOut(out); // picocli prints help there
        Terminal terminal = Terminal.ofProcess();
        if (LocaleEncoding.hasGarbled(args)) {
            terminal.complain("an argument cannot be read as it was given: " + LocaleEncoding.ADVICE);
            System.exit(Complaints.BAD_USE);
        }
        CommandLine commandLine = commandLine(terminal);
        String[] words = LeadingOptions.moved(commandLine, args);
        int rc = commandLine.execute(words);
        Interruption.finished();
        System.exit(out.exitCode(rc, terminal, words.length > 0 && words[0].equals("run")));
    }

    /** Java takes /tmp for temporary files, whatever TMPDIR says, unless its command line names another directory. */
    static void honourTmpdir(@CheckForNull String directory) {
        if (directory != null
                && !directory.isBlank()
                && System.getProperty("java.io.tmpdir").equals("/tmp")) {
            System.setProperty(
                    "java.io.tmpdir", Path.of(directory).toAbsolutePath().toString());
        }
    }

    /** The command with all below it, for tools that describe it: bash completion, manual pages. */
    public static CommandLine model() {
        return commandLine(Terminal.ofProcess());
    }

    static CommandLine commandLine(Terminal terminal) {
        var factory = new CommandFactory(terminal);
        var commandLine = new CommandLine(new AnsibleEvents(), factory);
        COMMANDS.forEach((name, type) -> commandLine.addSubcommand(name, new CommandLine(type, factory)));
        for (String name : List.of("run", "start", "is-alive", "stop")) {
            // as in ansible-runner the last one counts: scripts have their own values before those of their callers
            commandLine.getSubcommands().get(name).setOverwrittenOptionsAllowed(true);
        }
        HelpTexts.apply(commandLine, terminal);
        return ready(commandLine, terminal);
    }

    /** Arguments and errors as for all commands. */
    static CommandLine ready(CommandLine commandLine, Terminal terminal) {
        commandLine.setExpandAtFiles(false); // @FILE is a value of our options, and of Ansible's
        commandLine.setAbbreviatedOptionsAllowed(true); // as in ansible-runner and Ansible: --play for --playbook
        commandLine.registerConverter(Path.class, new GivenPath());
        var complaints = new Complaints(terminal);
        commandLine.setParameterExceptionHandler(complaints);
        commandLine.setExecutionExceptionHandler(complaints);
        return commandLine;
    }

    /** Without a subcommand the command lists the subcommands. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: " + String.join(", ", COMMANDS.keySet()));
    }
}
