package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.text.NearestName;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The error line of a command that was called the wrong way: picocli's findings in our words. */
final class WrongUse {

    /** Commands of ansible-runner that share out a run, which Jenkins or ssh does here. */
    private static final Set<String> OF_ANSIBLE_RUNNER = Set.of("transmit", "worker", "process");

    private WrongUse() {}

    static String inWords(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched.isUnknownOption() ? option(unmatched) : argument(unmatched);
        }
        if (wrong.getCause() instanceof TypeConversionException value && wrong.getArgSpec() != null) {
            return value(wrong.getArgSpec(), wrong.getValue(), value.getMessage());
        }
        if (wrong.getCause() instanceof IndexOutOfBoundsException) {
            return emptyWord(wrong.getCommandLine().getCommandSpec());
        }
        if (wrong instanceof MaxValuesExceededException && isRun(wrong.getCommandLine())) {
            return "--module and --role can be given once, and not with --playbook";
        }
        String what = wrong.getMessage().lines().findFirst().orElse("wrong use").replaceFirst("^Error: ", "");
        return Character.toLowerCase(what.charAt(0)) + what.substring(1);
    }

    private static boolean isRun(CommandLine command) {
        return command.getCommandSpec().findOption("--module") != null;
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
        if (OF_ANSIBLE_RUNNER.contains(word)) {
            return "there is no " + word
                    + ", which ansible-runner has: an agent of Jenkins runs playbooks, or ssh does:"
                    + " ssh HOST ansible-events run PRIVATE_DATA_DIR -p PLAYBOOK -j";
        }
        String meant = NearestName.of(word, commands)
                .map(it -> "did you mean " + it + "? ")
                .orElse("");
        return word + " is no command of " + command.qualifiedName() + "; " + meant + "there are: "
                + String.join(", ", commands);
    }

    /** Where picocli compares a word with abbreviated names, it takes for granted that the word has a character. */
    private static String emptyWord(CommandSpec command) {
        return command.positionalParameters().stream()
                .findFirst()
                .map(parameter -> parameter.paramLabel() + " " + GivenPath.EMPTY)
                .orElse("an argument is empty");
    }

    private static String value(ArgSpec argument, String value, String problem) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        return argument.arity().max() == 0
                ? name + " takes no value, is given \"" + value + "\""
                : name + " " + problem;
    }
}
