package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleHere;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes of {@code start}, {@code is-alive} and {@code stop} beside those of a real ansible-runner. */
class RunnerParityOfStartTest {

    @TempDir
    Path directory;

    private CommandRun ours;
    private CommandRun theirs;
    private AnsibleInstallation runner;

    @BeforeEach
    void twoProjects() throws IOException {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("there is no ansible-runner; bin/test installs it");
        }
        runner = all.get(all.size() - 1);
        ours = new CommandRun(directory.resolve("ours"));
        theirs = new CommandRun(directory.resolve("theirs"));
        for (CommandRun project : List.of(ours, theirs)) {
            project.playbook("    - ansible.builtin.wait_for:\n        path: " + released(project)
                    + "\n        timeout: 120\n      when: inventory_hostname == 'one'\n");
        }
    }

    private static Path released(CommandRun project) {
        return project.home().resolve("released");
    }

    private int theirs(String command, String... more) throws Exception {
        var words = new ArrayList<>(List.of(
                runner.bin().resolve("ansible-runner").toString(),
                command,
                theirs.home().toString()));
        words.addAll(List.of(more));
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        process.environment().putAll(runner.environment());
        return process.start().waitFor();
    }

    private void both(int exitCode, String command, String... more) throws Exception {
        assertThat(theirs(command, more)).as("ansible-runner " + command).isEqualTo(exitCode);
        assertThat(ours.command(command, more).exitCode())
                .as("ansible-events " + command)
                .isEqualTo(exitCode);
    }

    private void awaitBoth(String what, Callable<Boolean> condition) {
        await(what).atMost(Duration.ofSeconds(60)).until(condition);
    }

    @Test
    void exitCodesAreTheSame() throws Exception {
        both(1, "is-alive");
        both(1, "stop");

        both(0, "start", "-p", "site.yml", "--ident", "one");
        awaitBoth("the daemon", () -> Files.exists(theirs.home().resolve("pid")));
        both(0, "is-alive", "-i", "one");
        both(0, "stop", "-i", "one");
        awaitBoth("the end", () -> theirs("is-alive") == 1);
        both(1, "is-alive", "-i", "one");
        both(1, "stop", "-i", "one");

        both(0, "start", "-p", "site.yml", "--ident", "two");
        awaitBoth("the daemon", () -> Files.exists(theirs.home().resolve("pid")));
        Files.writeString(released(ours), "");
        Files.writeString(released(theirs), "");
        awaitBoth("the end", () -> theirs("is-alive") == 1);
        awaitBoth("the end", () -> ours.command("is-alive", "-i", "two").exitCode() == 1);
        both(1, "stop", "-i", "two");
        for (String file : List.of("rc", "status")) {
            assertThat(ours.artifacts().resolve("two").resolve(file))
                    .hasSameTextualContentAs(theirs.artifacts().resolve("two").resolve(file));
        }
    }

    /** The one difference on purpose: here the starter knows what is wrong. */
    @Test
    void missingPlaybookIsAnErrorHereOnly() throws Exception {
        assertThat(theirs("start", "-p", "missing.yml", "--ident", "one")).isZero();
        assertThat(ours.command("start", "-p", "missing.yml", "--ident", "one").exitCode())
                .isEqualTo(2);
        awaitBoth("the end", () -> theirs("is-alive") == 1);
    }
}
