package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.artifact.ProductVersion;
import io.jenkins.plugins.ansibleevents.engine.artifact.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ansible-events}: the command that holds the others. */
@Command(
        name = "ansible-events",
        description = "Runs Ansible playbooks and records what happened on every host.",
        mixinStandardHelpOptions = true,
        versionProvider = AnsibleEvents.Version.class,
        footer = {
            "",
            "Start with:  ansible-events run --help",
            "Example:     ansible-events run ./project-dir -p site.yml"
        })
public final class AnsibleEvents implements Runnable {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("deliver", DeliverCommand.class);
        COMMANDS.put("queue", QueueCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("help", CommandLine.HelpCommand.class);
    }

    /** Exit code of a command that was called the wrong way. */
    static final int BAD_USE = 2;

    @Spec
    private CommandSpec spec;

    private AnsibleEvents() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("run")) {
            HeadStart.forRun();
        }
        System.setProperty("picocli.converters.excludes", "java\\.(time|sql)\\..*"); // no option of ours; 15 ms to load
        int rc = commandLine(Terminal.ofProcess(), named(args)).execute(args);
        Interruption.finished();
        System.exit(rc);
    }

    /** The commands that arguments need: reading the options of all of them is half of what a start costs. */
    private static Set<String> named(String... args) {
        boolean isOne = args.length > 0 && !args[0].equals("help") && COMMANDS.containsKey(args[0]);
        return isOne ? Set.of(args[0]) : COMMANDS.keySet();
    }

    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, COMMANDS.keySet());
    }

    private static CommandLine commandLine(Terminal terminal, Set<String> commands) {
        var factory = new CommandFactory(terminal);
        var commandLine = new CommandLine(new AnsibleEvents(), factory);
        commands.forEach(name -> commandLine.addSubcommand(name, new CommandLine(COMMANDS.get(name), factory)));
        commandLine.setExpandAtFiles(false); // @FILE is a value of our options, and of Ansible's
        commandLine.setUsageHelpWidth(Math.min(120, Math.max(80, terminal.columns())));
        commandLine.setParameterExceptionHandler((wrong, args) -> badUse(terminal, wrong));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> failed(terminal, failure));
        return commandLine;
    }

    /** Without a subcommand there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: run, serve, deliver, queue or report");
    }

    private static int badUse(Terminal terminal, ParameterException wrong) {
        terminal.complain(WrongUse.inWords(wrong));
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("Try: " + command + " --help");
        return BAD_USE;
    }

    /** A user's mistake is one line; anything else is a bug, which needs its stack. */
    private static int failed(Terminal terminal, Exception failure) {
        if (isMistake(failure)) {
            terminal.complain(failure.getMessage());
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

    /** For {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ansible-events " + ProductVersion.get()};
        }
    }
}
