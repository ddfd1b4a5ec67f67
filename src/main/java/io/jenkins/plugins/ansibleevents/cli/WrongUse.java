package io.jenkins.plugins.ansibleevents.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The error line of a command that was called the wrong way: picocli's findings in our words. */
final class WrongUse {

    /** A word with more wrong letters is no typing error. */
    private static final int MOST_EDITS = 2;

    private WrongUse() {}

    static String inWords(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched.isUnknownOption() ? option(unmatched) : argument(unmatched);
        }
        if (wrong.getCause() instanceof TypeConversionException value && wrong.getArgSpec() != null) {
            return value(wrong.getArgSpec(), wrong.getValue(), value.getMessage());
        }
        String what = wrong.getMessage().lines().findFirst().orElse("wrong use").replaceFirst("^Error: ", "");
        return Character.toLowerCase(what.charAt(0)) + what.substring(1);
    }

    private static String option(UnmatchedArgumentException unknown) {
        List<String> similar = unknown.getSuggestions();
        String what = "unknown option " + unknown.getUnmatched().get(0);
        return similar.isEmpty() ? what : what + "; did you mean " + similar.get(0) + "?";
    }

    private static String argument(UnmatchedArgumentException unknown) {
        CommandSpec command = unknown.getCommandLine().getCommandSpec();
        String word = unknown.getUnmatched().get(0);
        Set<String> commands = command.subcommands().keySet();
        if (commands.isEmpty()) {
            return "one argument too many: " + word;
        }
        String meant =
                nearest(word, commands).map(it -> "did you mean " + it + "? ").orElse("");
        return word + " is no command of " + command.qualifiedName() + "; " + meant + "there are: "
                + String.join(", ", commands);
    }

    private static Optional<String> nearest(String word, Set<String> commands) {
        return commands.stream()
                .filter(command -> edits(word, command) <= MOST_EDITS)
                .min(Comparator.comparingInt(command -> edits(word, command)));
    }

    /** Levenshtein's distance: how many letters must be inserted, removed or replaced. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }

    private static String value(ArgSpec argument, String value, String problem) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        return argument.arity().max() == 0
                ? name + " takes no value, is given \"" + value + "\""
                : name + " " + problem;
    }
}
