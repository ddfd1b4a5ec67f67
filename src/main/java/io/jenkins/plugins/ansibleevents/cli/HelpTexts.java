package io.jenkins.plugins.ansibleevents.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How every command answers {@code --help} and {@code --version}: the same options, headings and columns. */
final class HelpTexts {

    /** Narrower terminals break the lines themselves, wider ones are tiring to read. */
    private static final int LEAST_WIDTH = 80;

    private static final int MOST_WIDTH = 120;

    /** The longest of our options has its description on the same line. */
    private static final int OPTION_WIDTH = 26;

    private HelpTexts() {}

    /** Gives a command and all below it their options for help, and lays their help out. */
    static void apply(CommandLine command, Terminal terminal) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().versionProvider(new InstalledVersions(command.getCommandSpec(), System.getenv()));
        layOut(command.getCommandSpec());
        command.setUsageHelpWidth(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, terminal.columns())));
        command.setUsageHelpLongOptionsMaxWidth(OPTION_WIDTH);
        for (CommandLine below : command.getSubcommands().values()) {
            if (!(below.getCommand() instanceof CommandLine.HelpCommand)) {
                apply(below, terminal);
            }
        }
    }

    private static void layOut(CommandSpec command) {
        UsageMessageSpec help = command.usageMessage();
        help.sortOptions(false);
        help.parameterListHeading("%nArguments:%n");
        help.optionListHeading("%nOptions:%n");
        help.commandListHeading("%nCommands:%n");
        help.exitCodeListHeading(help.exitCodeList().isEmpty() ? "" : "%nExit codes:%n");
        if (help.footerHeading().isEmpty() && help.footer().length > 0) {
            help.footerHeading("%nExamples:%n");
        }
    }
}
