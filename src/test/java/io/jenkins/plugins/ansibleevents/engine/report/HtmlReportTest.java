package io.jenkins.plugins.ansibleevents.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page a person reads. */
class HtmlReportTest {

    private static final Pattern SCRIPT_OR_STYLE = Pattern.compile("(?s)<(script|style)>.*?</\\1>");
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)> \u202e \u001b[31mred";

    @TempDir
    Path directory;

    private String report(Events events) throws IOException {
        return report(events, ReportLimits.DEFAULT);
    }

    private String report(Events events, ReportLimits limits) throws IOException {
        Files.writeString(directory.resolve("status"), "failed");
        var run = new RunDirectory(directory);
        var out = new ByteArrayOutputStream();
        ReportData data = ReportData.gather(RunEvents.of(events.in(directory)), directory.resolve("stderr"), limits);
        HtmlReport.write(ReportFacts.read(run, List.of()), data, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void hostsAreListedWorstFirst() throws IOException {
        String page = report(new Events()
                .play("web")
                .task("t")
                .ok("fine", false)
                .ok("changed", true)
                .unreachable("away", "no route")
                .failed("broken", "boom")
                .stats("broken", 1));

        assertThat(page)
                .containsSubsequence(
                        "data-host=\"broken\"", "data-host=\"away\"", "data-host=\"changed\"", "data-host=\"fine\"");
        assertThat(page.replaceAll("<[^>]+>", ""))
                .contains("4 hosts: 1 failed, 1 unreachable, 1 changed, 1 ok. 7 events in 6.00 s.");
    }

    @Test
    void numbersInNamesOfHostsSortAsNumbers() throws IOException {
        String page = report(new Events()
                .play("web")
                .task("t")
                .ok("web1", false)
                .ok("web10", false)
                .ok("web2", false)
                .failed("web11", "boom")
                .failed("web9", "boom")
                .stats("web9", 1, "web11", 1));

        assertThat(page)
                .containsSubsequence(
                        "<tr data-host=\"web9\"",
                        "<tr data-host=\"web11\"",
                        "<tr data-host=\"web1\"",
                        "<tr data-host=\"web2\"",
                        "<tr data-host=\"web10\"");
    }

    @Test
    void oneHostWithOneEventIsSingular() throws IOException {
        String page = report(new Events().ok("only", false));

        assertThat(page.replaceAll("<[^>]+>", "")).contains("1 host: 1 ok. 1 event in 0.00 s.", "1 result, 0.25 s");
    }

    @Test
    void failureShowsWhyAndWhere() throws IOException {
        String page = report(
                new Events().play("web").task("Copy").failed("a", "disk full").stats("a", 1));

        assertThat(page).contains("disk full", "said by a", "site.yml:1", "href=\"#host-a\"", "id=\"host-a\"");
    }

    @Test
    void rescuedAndIgnoredFailuresAreCountedApart() throws IOException {
        String page = report(new Events()
                .play("web")
                .task("Try")
                .failed("a", "rescued on a")
                .failed("b", "rescued on b")
                .ignored("a", "ignored on a")
                .task("Do")
                .failed("b", "for good")
                .unreachable("c", "no route")
                .ok("a", false)
                .stats("b", 1));

        assertThat(page)
                .contains(tab("failures", "Failures", 2), tab("handled", "Rescued", 2), tab("handled", "Ignored", 1))
                .containsSubsequence(
                        "for good",
                        "<details class=\"handled\" id=\"handled\">",
                        "<summary>2 rescued, 1 ignored: they do not count as failures</summary>",
                        "rescued on a");
    }

    @Test
    void runWithoutHandledFailuresDoesNotSpeakOfThem() throws IOException {
        String page =
                report(new Events().play("web").task("t").failed("a", "boom").stats("a", 1));

        assertThat(page).contains(tab("failures", "Failures", 1)).doesNotContain("#handled", "id=\"handled\"");
    }

    @Test
    void manyIgnoredFailuresDoNotHideOneThatCounts() throws IOException {
        var events = new Events().play("web").task("t");
        for (int host = 0; host < 6; host++) {
            events.ignored("h" + host, "never mind");
        }
        events.failed("last", "the one that counts").stats("last", 1);
        String page = report(events, new ReportLimits(9, 9, 9, 9, 2, 9, 9, 9, 100));

        assertThat(page)
                .contains("the one that counts", "6 ignored: they do not count")
                .contains("Only the first 2 of 6 failures are shown");
    }

    private static String tab(String target, String name, int count) {
        return "<a href=\"#" + target + "\">" + name + " <span class=\"count\">" + count + "</span></a>";
    }

    @Test
    void nothingAPlaybookSaysBecomesActive() throws IOException {
        String page = report(new Events()
                .play(HOSTILE)
                .task(HOSTILE)
                .failed(HOSTILE, HOSTILE)
                .diff(HOSTILE, HOSTILE)
                .display("warning", HOSTILE)
                .display("error", HOSTILE)
                .stats(HOSTILE, 1));

        String markup = SCRIPT_OR_STYLE.matcher(page).replaceAll("");
        assertThat(markup).doesNotContain("<img", "<script", "\u001b", "\u202e").contains("&lt;img", "\\u202e");
        String tags = markup.replaceAll("\"[^\"]*\"", "\"\"");
        assertThat(tags).doesNotContainPattern("<[^>]* on[a-z]+=").doesNotContainPattern("<[^>]* style=");
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(1);
    }

    @Test
    void pageLoadsNothing() throws IOException {
        String page = report(new Events().play("web").task("t").ok("a", true).stats());

        assertThat(page).doesNotContainPattern("(?i)(src|href|url)\\s*[=(]\\s*[\"']?(https?:|//|data:|file:)");
        assertThat(page).contains("default-src &#39;none&#39;");
    }

    @Test
    void diffIsShownLineByLine() throws IOException {
        String page = report(new Events()
                .play("web")
                .task("Conf")
                .diff("a", "--- before\n+++ after\n-old\n+new")
                .ok("a", true)
                .stats());

        assertThat(page)
                .contains("<span class=\"minus\">-old</span>", "<span class=\"plus\">+new</span>")
                .contains("1 host changed");
    }

    @Test
    void bigRunIsCutAndSaysSo() throws IOException {
        var events = new Events().play("web");
        for (int task = 0; task < 5; task++) {
            events.task("t" + task);
            for (int host = 0; host < 6; host++) {
                events.failed("h" + host, "m").diff("h" + host, "+x");
            }
        }
        String page = report(events, new ReportLimits(4, 3, 2, 100, 7, 2, 5, 1, 100));

        assertThat(page)
                .contains("Only the first 4 of 6 hosts are in this table")
                .contains("Only the first 3 of 6 hosts are shown event by event")
                .contains("Only the first 7 of 24 failures are shown")
                .contains("Only the first 5 of 30 diffs are shown")
                .contains("Only the slowest 2 of 5 tasks are shown");
    }

    private static Events loadedAgainAfterTwoHosts() {
        return new Events()
                .play("web")
                .task("Step")
                .ok("a", false)
                .ok("b", false)
                .loadedAgain();
    }

    @Test
    void taskThatWasLoadedAgainForOtherHostsIsOneTask() throws IOException {
        String page =
                report(loadedAgainAfterTwoHosts().diff("c", "+x").ok("c", true).stats());

        assertThat(page)
                .contains(tab("tasks", "Tasks", 1), tab("changes", "Changes", 1), "aria-label=\"1 changed, 2 ok\"");
    }

    @Test
    void taskThatWasLoadedAgainForTheSameHostsIsAnotherTask() throws IOException {
        String page = report(loadedAgainAfterTwoHosts()
                .ok("c", false)
                .ok("a", false)
                .ok("b", false)
                .stats());

        assertThat(page).contains(tab("tasks", "Tasks", 2), "aria-label=\"3 ok\"", "aria-label=\"2 ok\"");
    }

    @Test
    void runWithoutHostsShowsWhatAnsibleSaid() throws IOException {
        String page = report(new Events().display("error", "ERROR! the playbook: x.yml could not be found"));

        assertThat(page).contains("No host took part", "ERROR! the playbook: x.yml could not be found");
    }

    @Test
    void sameWarningIsShownOnceWithItsCount() throws IOException {
        String page = report(new Events().display("warning", "careful").display("warning", "careful"));

        assertThat(page).containsOnlyOnce("careful").contains("2 times");
    }

    @Test
    void warningsAreThoseOfTheStderrFileWhicheverEventsShowThem() throws IOException {
        Files.writeString(directory.resolve("stderr"), """
                [WARNING]: first
                over two lines
                [ERROR]: not a warning
                \u001b[0;35m[DEPRECATION WARNING]: old\u001b[0m
                [WARNING]: first
                over two lines
                """);

        String page = report(new Events().display("warning", "[WARNING]: first\r\nover two lines"));

        assertThat(page)
                .containsOnlyOnce("[WARNING]: first\nover two lines")
                .containsOnlyOnce("[DEPRECATION WARNING]: old")
                .contains("2 times")
                .doesNotContain("not a warning");
    }

    @Test
    void anyTwoHostNamesHaveDifferentTargets() {
        assertThat(List.of("a b", "a_b", "a-b", "a.b", "ä", "a_20_b").stream().map(ReportFailures::hostId))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Za-z0-9._-]+"));
    }
}
