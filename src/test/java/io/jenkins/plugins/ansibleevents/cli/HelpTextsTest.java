package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The output of {@code --help} for each command on a terminal of 80 columns, the narrowest that is common. */
class HelpTextsTest {

    private static final int WIDTH = 80;

    private static Stream<CommandLine> commands() {
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var all = new ArrayList<CommandLine>();
        collect(AnsibleEvents.commandLine(new Terminal(nowhere, nowhere, false, WIDTH)), all);
        return all.stream();
    }

    private static void collect(CommandLine command, List<CommandLine> all) {
        all.add(command);
        command.getSubcommands().values().stream().filter(HelpTextsTest::isOurs).forEach(below -> collect(below, all));
    }

    /** All but {@code help}, whose texts are picocli's. */
    private static boolean isOurs(CommandLine command) {
        return !(command.getCommand() instanceof CommandLine.HelpCommand);
    }

    private static List<String> help(CommandLine command) {
        return command.getUsageMessage().lines().toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fitsTheTerminal(CommandLine command) {
        assertThat(help(command)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsLaidOutByHandIsNotBroken(CommandLine command) {
        var help = command.getCommandSpec().usageMessage();
        var byHand = new ArrayList<String>();
        Stream.of(help.description(), help.footer(), help.customSynopsis())
                .flatMap(Stream::of)
                .filter(line -> line.startsWith(" ") || line.startsWith("ansible-events "))
                .forEach(line -> byHand.add(line.replace("%n", "").stripTrailing()));

        String text = String.join("\n", help(command)) + "\n";

        assertThat(byHand).allSatisfy(line -> assertThat(text).contains(line + "\n"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noWordIsBroken(CommandLine command) {
        var words = List.of(String.join(" ", help(command)).split("\\s+"));

        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(words)
                    .containsAll(List.of(String.join(" ", option.description()).split("\\s+")));
        }
        String description =
                String.join(" ", command.getCommandSpec().usageMessage().description());
        assertThat(words).containsAll(List.of(description.strip().split("\\s+")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionHasItsDescriptionBesideIt(CommandLine command) {
        assertThat(help(command))
                .filteredOn(line -> line.matches(" {2}-.*| {6}--[a-z-]+(=.*| {2}.*)?"))
                .filteredOn(
                        line -> !line.matches(".*--(process|directory|container)-.*")) // long names of ansible-runner
                .isNotEmpty()
                .allMatch(line -> line.matches(".*\\S {2,}\\S.*\\w.*"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theListOfCommandsHasWholeSentences(CommandLine command) {
        String text = String.join(" ", help(command)).replaceAll("\\s+", " ");
        command.getSubcommands().values().stream()
                .filter(HelpTextsTest::isOurs)
                .map(below -> below.getCommandSpec().usageMessage().description()[0])
                .forEach(summary -> assertThat(text).contains(summary).contains(summary.replaceAll("[^.]$", "$0.")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void paragraphsAreWholeSentences(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description())
                .filteredOn(line -> !line.isEmpty() && !line.startsWith(" "))
                .allSatisfy(line -> assertThat(line).matches(".*[.:]"));
    }
}
