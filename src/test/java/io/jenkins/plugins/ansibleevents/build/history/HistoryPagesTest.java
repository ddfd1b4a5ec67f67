package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.view.browser.BrowserTest;
import io.jenkins.plugins.ansibleevents.engine.view.browser.RunPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history of a job in a browser, from the real document, mounted as Jenkins does it. */
class HistoryPagesTest extends BrowserTest {

    @TempDir
    Path builds;

    private JobPageServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new JobPageServer(builds);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void build(int number, List<TaskPast> tasks, String... hosts) throws IOException {
        Path build = Files.createDirectories(builds.resolve(Integer.toString(number)));
        HistoryFile.add(build, Pasts.run("run-" + number, tasks, hosts));
    }

    private RunPage page() {
        return browser.open(server.page(), "");
    }

    @Test
    void newOutstandingAndFixedHostsAreTold() throws IOException {
        build(1, List.of(), "web1:f", "web2:f", "web3:o");
        build(2, List.of(), "web1:f", "web2:o", "web3:u");

        RunPage page = page();

        assertThat(page.heading()).isEqualTo("2 hosts are failing");
        assertThat(page.text(".ae-section")).contains("Build #2 compared with #1");
        assertThat(page.texts(".aeh-list").subList(0, 3).stream().map(list -> list.replace('\n', ' ')))
                .satisfiesExactly(
                        list -> assertThat(list).startsWith("1 New").contains("web3", "unreachable"),
                        list -> assertThat(list).startsWith("1 Outstanding").contains("web1 since #1"),
                        list -> assertThat(list).startsWith("1 Fixed").contains("web2"));
    }

    @Test
    void firstBuildHasFailingHostsAndNoNewOnes() throws IOException {
        build(1, List.of(), "web1:f", "web2:o");

        RunPage page = page();

        assertThat(page.text(".ae-section"))
                .contains("Build #1: the first build with a run", "1 Failing")
                .doesNotContain("since", "Outstanding", "Fixed");
    }

    @Test
    void buildWithoutASuccessfulOneBeforeItIsNotTheFirst() throws IOException {
        build(1, List.of(), "web1:f");
        build(2, List.of(), "web1:f", "web2:f");

        RunPage page = page().choose("select[aria-label='Compared with']", "compared with the last successful build");

        String said = page.eventually(() -> page.text(".ae-section"), text -> text.contains("2 Failing"));
        assertThat(said)
                .contains("Build #2: no build before it, of the last 2, was successful")
                .doesNotContain("the first build");
    }

    @Test
    void answerToAnEarlierChoiceThatComesLateIsGivenUp() throws IOException {
        for (int i = 1; i <= 12; i++) {
            build(i, List.of(), "web1:f");
        }
        RunPage page = page();
        page.holdBack("builds=100");
        page.choose("select[aria-label='How many builds']", "last 100 builds");
        page.waitUntilHeldBack();
        page.choose("select[aria-label='How many builds']", "last 10 builds");
        page.eventually(() -> page.all(".aeh-build").size(), builds -> builds == 10);

        page.handOver();
        assertThat(page.all(".aeh-build")).hasSize(10);
    }

    @Test
    void hostsAndRunsThatAreLeftOutAreMentioned() {
        RunPage page = browser.open(server.hostsPage(), "");

        page.eventually(
                () -> page.text(".aeh-content"),
                text -> text.contains("Not more than 100 hosts are shown; write more of the name to find others."));
        page.script("location.search = '?name=web1'");
        page.eventually(
                () -> page.text(".aeh-content"), text -> text.contains("100 runs by 1 job; older ones are not kept"));
    }

    @Test
    void hostsFoundForEarlierLettersDoNotReplaceLaterOnes() {
        RunPage page = browser.open(server.hostsPage(), "");
        page.holdBack("part=ex");
        page.type(".aeh-find", "ex");
        page.waitUntilHeldBack();
        page.type(".aeh-find", "a");
        page.eventually(() -> page.text(".aeh-content"), text -> text.contains("web000.exa"));

        page.handOver();
        assertThat(page.text(".aeh-content")).contains("web000.exa");
    }

    @Test
    void jobWithoutRunSaysSo() {
        browser.driver().get(server.page().toString());
        var page = new RunPage(browser);

        assertThat(page.eventually(() -> page.text(".ae-empty"), text -> !text.isEmpty()))
                .isEqualTo("No run of this job has ended yet.");
    }

    @Test
    void cellsOfTheGridLeadToTheHostInTheBuild() throws IOException {
        build(1, List.of(), "web1:f");
        build(2, List.of(), "web1:c");

        RunPage page = page();

        assertThat(page.all(".aeh-grid td a").stream()
                        .map(cell -> cell.getDomAttribute("href") + " " + cell.getDomAttribute("aria-label")))
                .containsExactly(
                        "/job/a/2/ansible-events/#host:web1 web1 in #2: changed",
                        "/job/a/1/ansible-events/#host:web1 web1 in #1: failed");
        assertThat(page.one(".aeh-grid th[scope=row] a").getDomAttribute("href"))
                .isEqualTo("/ansible-hosts/?name=web1");
    }

    @Test
    void flakyHostsAndSlowTasksAreTold() throws IOException {
        for (int i = 1; i <= 4; i++) {
            build(i, List.of(Pasts.task("install", 100L * i, 0)), i % 2 == 0 ? "web1:f" : "web1:o");
        }

        RunPage page = page();

        assertThat(page.text(".ae-main"))
                .contains("failed in 2 of 4 builds, went from well to failing or back 3 times");
        assertThat(page.text(".ae-main .ae-table")).contains("install", "0.40 s");
    }

    @Test
    void hostsThatWantToBeMarkupStayText() throws IOException {
        build(1, List.of(Pasts.task("<img src=x onerror=alert(1)>", 100, 1)), "<b onmouseover=alert(2)>:f", "web1:o");

        RunPage page = page();

        assertThat(page.text(".ae-main")).contains("<b onmouseover=alert(2)>", "<img src=x onerror=alert(1)>");
        assertThat(page.all(".ae-main b, .ae-main img")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, false", "400, true", "1400, false", "1400, true"})
    void everyWidthHasRoomForIt(int width, boolean dark) throws IOException {
        for (int i = 1; i <= 30; i++) {
            build(
                    i,
                    List.of(Pasts.task("install the packages of the application server from the mirror", 100L * i, 0)),
                    "application-server-with-a-long-name-1.region-a.example.com:" + (i % 3 == 0 ? "f" : "c"),
                    "web1:u");
        }
        browser.as(width, 900, dark);
        RunPage page = page();

        page.eventually(() -> page.all(".aeh-grid").size(), grids -> grids == 1);
        assertThat(page.scrollsSideways())
                .as(() -> "wider than the page: " + widest(page))
                .isFalse();
    }

    private static String widest(RunPage page) {
        return String.valueOf(page.script("""
                return [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth
                  && !one.closest('.aeh-scroll')).map(one => one.getAttribute('class') || one.tagName).slice(0, 8).join()
                """));
    }
}
