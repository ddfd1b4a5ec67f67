package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleHere;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleInstallation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** The options that a real ansible-runner lists in its help are options here. */
class RunnerOptionsTest {

    @TempDir
    Path directory;

    /** {@code -p PLAYBOOK, --playbook PLAYBOOK}, before any description; from Python 3.13 on {@code -p, --playbook PLAYBOOK}. */
    private static final Pattern OPTION = Pattern.compile("(?<!\\S)(--?[A-Za-z][\\w-]*)( \\[?[A-Z_]+)?");

    @ParameterizedTest
    @ValueSource(strings = {"run", "start"})
    void eachIsTakenWithItsValue(String command) throws Exception {
        Map<String, Boolean> theirs = theirs(command);
        assertThat(theirs).hasSizeGreaterThan(30).containsEntry("--ident", true).containsEntry("--json", false);

        var ours = new TreeMap<String, Boolean>();
        for (OptionSpec option : AnsibleEvents.commandLine(new Terminal(System.out, System.err, false, 80))
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .options()) {
            for (String name : option.names()) {
                ours.put(name, option.arity().max() > 0);
            }
        }

        assertThat(ours).containsAllEntriesOf(theirs);
    }

    /** Names of options, and whether they have a value. */
    private static Map<String, Boolean> theirs(String command) throws IOException, InterruptedException {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("there is no ansible-runner; bin/test installs it");
        }
        AnsibleInstallation runner = all.get(all.size() - 1);
        var help = new ProcessBuilder(runner.bin().resolve("ansible-runner").toString(), command, "--help");
        help.environment().putAll(runner.environment());
        Process process = help.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        var options = new TreeMap<String, Boolean>();
        text.lines()
                .filter(line -> line.startsWith("  -"))
                .map(line -> line.strip().split(" {2}")[0].replace(",", " ,"))
                .forEach(line -> {
                    List<MatchResult> names = OPTION.matcher(line).results().toList();
                    boolean value = names.stream().anyMatch(name -> name.group(2) != null);
                    names.forEach(name -> options.put(name.group(1), value));
                });
        return options;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p site.yml --hosts all | --hosts is for a module (-m) or a role (-r)",
                "-p site.yml -a x=1 | --args is for a module (-m)",
                "-p site.yml --role-vars a=1 | --role-vars and --role-skip-facts are for a role (-r)",
                "-p site.yml --role-skip-facts | --role-vars and --role-skip-facts are for a role (-r)",
                "-p site.yml -b /bin/sh | /bin/sh is a program; name the directory of the Ansible to use: --binary /bin",
                "-m ping -m debug --hosts all | --module and --role can be given once, and not with --playbook",
                "-p site.yml --inventory= | --inventory must not be empty",
                "-p site.yml --roles-path= | --roles-path must not be empty",
                "-p site.yml --limit= | --limit must not be empty; without the option the run is on all hosts.",
                "-p site.yml -i nightly | the name of the run is --ident, not -i",
            })
    void whatWouldHaveNoEffectIsRefusedWithWhatToDo(String words, String said) throws Exception {
        var command = new CommandRun(directory);
        command.playbook("    - ansible.builtin.ping:\n");

        CommandLineCall call = CommandLineCall.of(("run " + directory + " " + words).split(" "));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains(said);
        assertThat(command.artifacts()).doesNotExist();
    }
}
