package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first view of a report: what happened, and why it failed. */
class OverviewTest extends BrowserTest {

    @Test
    void headlineSaysHowManyHostsCameThroughHow() throws IOException {
        RunPage page = report("");

        assertThat(page.text(".ae-status")).contains("Failed");
        assertThat(page.text(".ae-title")).isEqualTo("site.yml run test");
        assertThat(page.text(".ae-sentence")).isEqualTo("6 hosts: 3 failed, 1 unreachable, 2 changed.");
        assertThat(page.text(".ae-headline-facts")).contains("9 tasks in 2 plays", "exit code");
        assertThat(page.all(".ae-bar rect")).hasSize(3);
    }

    @Test
    void numbersOfTheHeadlineLeadToTheirHosts() throws IOException {
        RunPage page = report("");
        page.one(".ae-sentence .ae-state-failed").click();
        page.eventually(page::heading, "Hosts"::equals);

        assertThat(page.rows()).containsExactlyInAnyOrder("web1", "web2", ReportOfARun.HOSTILE_HOST);
    }

    @Test
    void equalFailuresAreOneWithAllTheirHosts() throws IOException {
        RunPage page = report("#failures");
        List<String> cards = page.texts(".ae-failures:not(details *) > article");

        assertThat(cards).hasSize(2);
        assertThat(cards.get(0))
                .startsWith("✕\nfailed\nBreak")
                .contains("3 hosts", "web1", "web2", "the disk is full", "project/site.yml:", "play Prepare")
                .containsOnlyOnce("non-zero return code");
        assertThat(cards.get(1)).contains("unreachable", "Answer", "1 host: gone");
    }

    @Test
    void failureIsOnTheFirstScreen() throws IOException {
        RunPage page = report("");

        assertThat(page.one(".ae-failure .ae-code").getRect().getY()).isLessThan(700);
    }

    @Test
    void rescuedAndIgnoredFailuresAreApartAndFolded() throws IOException {
        RunPage page = report("");
        assertThat(page.text(".ae-handled summary")).isEqualTo("1 rescued, 1 ignored — these do not count as failures");
        assertThat(page.one(".ae-handled article").isDisplayed()).isFalse();

        page.one(".ae-handled summary").click();
        assertThat(page.text(".ae-handled"))
                .contains("Ask the release", "503 <i>Service</i> Unavailable", "Look for leftovers", "nothing");
    }

    @Test
    void hostOfAFailureLeadsToItsResult() throws IOException {
        RunPage page = report("").link("web2");

        assertThat(page.dialog()).contains("Break", "failed", "on web2", "the disk is full");
    }

    @Test
    void onANarrowScreenFailuresComeFirstAndTheCommandLast() throws IOException {
        browser.as(400, 800, false);
        RunPage page = report("");

        int failures = page.one(".ae-failures").getRect().getY();
        int beside = page.one(".ae-beside").getRect().getY();
        int matrix = page.one(".ae-surface").getRect().getY();
        int command = page.one(".ae-facts").getRect().getY();
        assertThat(List.of(failures, beside, matrix, command)).isSorted();
        assertThat(failures).isLessThan(500);
        assertThat(page.scrollsSideways()).isFalse();
    }

    @Test
    void whatElseIsWorthALookIsBesideTheFailures() throws IOException {
        RunPage page = report("");

        assertThat(page.text(".ae-beside"))
                .contains("Slowest tasks", "Changes", "Compare colours", "Warnings", "nobody");
    }

    @Test
    void coloursCanBeChanged() throws IOException {
        RunPage page = report("");
        String before = page.one("body").getCssValue("background-color");
        page.one(".ae-headline-top > button").click();

        assertThat(page.one("body").getCssValue("background-color")).isNotEqualTo(before);
        assertThat(page.one(".ae-headline-top > button").getDomAttribute("aria-label"))
                .isEqualTo("Light colours");
    }
}
