package io.jenkins.plugins.ansibleevents.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options before the command, as in {@code --debug run DIR}. ansible-runner takes them there, too; here they become
 * options of the command.
 */
final class LeadingOptions {

    private LeadingOptions() {}

    /** The same words with the command first, or unchanged when they do not begin with options of a command. */
    static String[] moved(CommandLine commands, String... words) {
        int place = command(commands, words);
        if (place <= 0) {
            return words;
        }
        var moved = new ArrayList<>(List.of(words));
        moved.add(0, moved.remove(place));
        return moved.toArray(String[]::new);
    }

    /** Where the command is; -1 when it is not known before the command line is parsed. */
    private static int command(CommandLine commands, String... words) {
        CommandSpec run = commands.getSubcommands().get("run").getCommandSpec();
        int i = 0;
        while (i < words.length && words[i].startsWith("-")) {
            if (commands.getCommandSpec().findOption(words[i]) != null) {
                return -1;
            }
            OptionSpec option = run.findOption(words[i]);
            i += option != null && option.arity().max() > 0 ? 2 : 1;
        }
        return i < words.length && commands.getSubcommands().containsKey(words[i]) ? i : -1;
    }
}
