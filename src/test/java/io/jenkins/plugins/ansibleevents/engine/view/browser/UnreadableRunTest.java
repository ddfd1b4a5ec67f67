package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.cli.CommandRun;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose hosts do not say what happened, and loops, whose result does not. */
class UnreadableRunTest extends BrowserTest {

    @TempDir
    Path directory;

    private RunPage played(String playbook, String fragment) throws Exception {
        CommandRun run = new CommandRun(directory)
                .file("inventory/hosts", "web1 ansible_connection=local\n")
                .file("project/site.yml", playbook);
        run.run("-p", "site.yml");
        return browser.open(run.artifact("report.html").toUri(), fragment);
    }

    @Test
    void headlineSaysWhyAPlaybookDidNotBegin() throws Exception {
        RunPage page = played("- hosts: all\n  tasks:\n    - debug:\n      foo bar\n", "#");

        assertThat(page.text(".ae-title")).startsWith("site.yml");
        assertThat(page.text(".ae-sentence"))
                .startsWith("No host took part. A file cannot be used: ")
                .contains("site.yml:");
        assertThat(page.text(".ae-main")).contains("No task failed on any host.");
    }

    @Test
    void headlineSaysThatNoHostMatched() throws Exception {
        RunPage page = played("- hosts: nobody\n  tasks: []\n", "#changes");

        assertThat(page.text(".ae-sentence")).startsWith("No host took part. No host matched, nothing was done");
        assertThat(page.text(".ae-main")).contains("Nothing changed.").doesNotContain("Every host already was");
    }

    @Test
    void runThatWasKilledDoesNotRun() throws Exception {
        Path report = GeneratedReport.unfinished(new Events().play("Web").task("Make"), directory);

        assertThat(browser.open(report.toUri(), "#").text(".ae-status")).endsWith("Unfinished");
    }

    @Test
    void itemThatFailedIsOpenBeforeTheOthers() throws Exception {
        Events run = new Events()
                .play("Web")
                .task("Make")
                .failedItem("a", "lib", List.of("make", "lib"), "cc: out of memory\nmake: stopped");
        RunPage page = browser.open(GeneratedReport.of(run, directory).toUri(), "#host:a");

        String failure =
                page.eventually(() -> page.text(".ae-host-failure"), text -> text.contains("cc: out of memory"));
        assertThat(failure).contains("1 item, 1 failed", "lib", "make lib", "exit code 3");
    }

    @Test
    void searchFindsWhatAResultHoldsBesideItsMessage() throws Exception {
        Events run = new Events().play("Web").task("Make").failed("a", "broken").ok("b", false);
        RunPage page = browser.open(GeneratedReport.of(run, directory).toUri(), "#search:said by a");

        assertThat(page.eventually(() -> page.text(".ae-found"), text -> text.contains("Failures")))
                .contains("Results 1");
    }

    @Test
    void outputThatIsNotInThePageIsNoEmptySpace() throws Exception {
        Files.writeString(directory.resolve("stdout"), "one more line\n".repeat(6_000));
        URI report = GeneratedReport.of(new Events().play("Web").task("Make").ok("a", false), directory)
                .toUri();

        RunPage page = browser.open(report, "#output:5500");
        page.eventually(() -> page.text(".ae-tools [role=status]"), "Line 5500 is not in this page."::equals);
        assertThat(page.text(".ae-output")).contains("5000");
        assertThat(browser.open(report, "#output").text(".ae-tools [role=status]"))
                .isEqualTo("the first 5000 of 6000 lines");
    }
}
