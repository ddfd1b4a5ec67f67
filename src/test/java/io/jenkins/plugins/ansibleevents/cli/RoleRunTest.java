package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleHere;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleInstallation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ansible-events run --role}, beside a real ansible-runner. */
class RoleRunTest {

    private static final String TASKS = """
            - name: Show
              ansible.builtin.debug:
                msg: "{{ role_name }} {{ port | default('-') }} {{ port | default('') | type_debug }}"
            - name: Tell of the group
              ansible.builtin.debug:
                msg: "{{ from_group_vars | default('nothing') }}"
            """;

    @TempDir
    Path directory;

    private CommandRun command;

    @BeforeEach
    void roles() throws IOException {
        command = new CommandRun(directory.resolve("pdd"));
        command.file("project/roles/beside/tasks/main.yml", TASKS);
        command.file("roles/apart/tasks/main.yml", TASKS);
        command.file("project/group_vars/all.yml", "from_group_vars: seen\n");
    }

    @Test
    void roleRunsWithItsVariablesOnAllHosts() throws Exception {
        Result result = command.run("-r", "beside", "--role-skip-facts", "--role-vars", "port=8080");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("TASK [beside : Show]", "\"msg\": \"beside 8080 int\"", "ok: [one]", "ok: [two]");
        assertThat(result.out()).doesNotContain("Gathering Facts");
    }

    @Test
    void variablesBesideThePlaybookCountAndTheProjectIsAsBefore() throws Exception {
        Result result = command.run("-r", "apart", "--hosts", "two");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("TASK [Gathering Facts]", "TASK [apart : Show]", "\"msg\": \"seen\"")
                .doesNotContain("ok: [one]");
        try (Stream<Path> left = Files.list(command.home().resolve("project"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("roles", "group_vars");
        }
    }

    @Test
    void roleOfAnotherProjectAndWithoutItsCommand() throws Exception {
        Path other = Files.createDirectories(directory.resolve("other/roles/elsewhere/tasks"));
        Files.writeString(other.resolve("main.yml"), TASKS);

        Result result = command.run(
                "-r",
                "elsewhere",
                "--role-skip-facts",
                "--omit-env-files",
                "--project-dir",
                directory.resolve("other").toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"msg\": \"nothing\"");
        assertThat(command.artifact("command")).doesNotExist();
    }

    @Test
    void mistakesAreNamedBeforeAnythingRuns() throws Exception {
        refused("--role-vars and --role-skip-facts are for a role (-r)", "-p", "site.yml", "--role-vars", "a=1");
        refused("--args is for a module (-m)", "-r", "beside", "-a", "uptime");
        refused("--role-vars: expected key=value or a JSON or YAML mapping", "-r", "beside", "--role-vars", "port");
        refused("--role-vars: the quote \" is not closed", "-r", "beside", "--role-vars", "a=\"b");
        refused("--project-dir: no such directory: /nowhere", "-r", "beside", "--project-dir", "/nowhere");
        assertThat(command.artifacts()).doesNotExist();
    }

    private void refused(String sentence, String... arguments) throws Exception {
        Result result = command.run(arguments);

        assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
        assertThat(result.err()).contains(sentence);
    }

    @Test
    void roleThatIsNotThereIsAnErrorOfAnsible() throws Exception {
        Result result = command.run("-r", "missing");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err() + result.out()).contains("the role 'missing' was not found");
    }

    @Test
    void eventsAreThoseOfAnsibleRunner() throws Exception {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("there is no ansible-runner; bin/test installs it");
        }
        AnsibleInstallation runner = all.get(all.size() - 1);
        String[] arguments = {"-r", "beside", "--hosts", "two", "--role-skip-facts", "--role-vars", "port=[1,2]"};
        var words = new ArrayList<>(List.of(
                runner.bin().resolve("ansible-runner").toString(),
                "run",
                command.home().toString(),
                "--ident",
                "theirs",
                "-j"));
        words.addAll(List.of(arguments));
        var process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        process.environment().putAll(runner.environment());
        Process theirs = process.start();
        List<String> expected = shown(new String(theirs.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(theirs.waitFor()).isZero();

        var ours = new ArrayList<>(List.of(arguments));
        ours.addAll(List.of("-j", "-b", runner.bin().toString()));
        Result result = command.run(ours.toArray(String[]::new));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(shown(result.out())).isEqualTo(expected).anyMatch(line -> line.contains("beside [1, 2] list"));
    }

    /** Type, task and first line of the text of each event. */
    private static List<String> shown(String lines) throws IOException {
        var events = new ArrayList<String>();
        for (String line : lines.lines().filter(l -> l.startsWith("{")).toList()) {
            EventLine event = EventLine.parse(line.getBytes(StandardCharsets.UTF_8));
            String text = event.tree().path("stdout").asText();
            events.add(String.join(
                    " ",
                    event.head().event(),
                    String.valueOf(event.head().task()),
                    Arrays.toString(text.split("\r?\n"))));
        }
        return events;
    }
}
