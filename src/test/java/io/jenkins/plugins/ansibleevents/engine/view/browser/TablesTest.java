package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Hosts, tasks, changes and warnings. */
class TablesTest extends BrowserTest {

    @Test
    void hostsAreListedWorstFirst() throws IOException {
        RunPage page = report("#hosts");

        assertThat(page.rows().subList(0, 3)).containsExactlyInAnyOrder("web1", "web2", ReportOfARun.HOSTILE_HOST);
        assertThat(page.rows().get(3)).isEqualTo("gone");
        assertThat(page.rows()).hasSize(6);
    }

    @Test
    void hostsAreFoundByNameAndByReason() throws IOException {
        RunPage page = report("#hosts").type(".ae-tools input", "WEB1");
        assertThat(page.rows()).containsExactlyInAnyOrder("web1", "web10");
        assertThat(page.text(".ae-tools [role=status]")).isEqualTo("2 of 6 hosts");

        page.clear(".ae-tools input").type(".ae-tools input", "refused");
        assertThat(page.rows()).containsExactly("gone");

        page.clear(".ae-tools input").type(".ae-tools input", "no such host");
        assertThat(page.text(".ae-empty")).isEqualTo("No host fits the filter.");
    }

    @Test
    void hostsOfOneStateCanBeChosen() throws IOException {
        RunPage page = report("#hosts").choose(".ae-tools select", "changed");

        assertThat(page.rows()).containsExactlyInAnyOrder("web10", "db1");
    }

    @Test
    void namesSortByTheNumbersInThem() throws IOException {
        RunPage page = report("#hosts").sortBy("Host");

        assertThat(page.rows()).containsSubsequence("db1", "gone", "web1", "web2", "web10");
        page.sortBy("Host");
        assertThat(page.rows()).containsSubsequence("web10", "web2", "web1", "gone", "db1");
        assertThat(page.one("th[aria-sort]").getDomAttribute("aria-sort")).isEqualTo("descending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "State",
                "ok",
                "changed",
                "failed",
                "unreachable",
                "rescued",
                "ignored",
                "skipped",
                "time",
                "Reason"
            })
    void everyColumnOfHostsSortsBothWays(String column) throws IOException {
        RunPage page = report("#hosts").sortBy(column);
        String first = page.one("th[aria-sort]").getText();
        String order = page.one("th[aria-sort]").getDomAttribute("aria-sort");
        page.sortBy(column);

        assertThat(first).contains(column);
        assertThat(page.one("th[aria-sort]").getDomAttribute("aria-sort")).isNotEqualTo(order);
        assertThat(page.rows()).hasSize(6);
    }

    @Test
    void columnsSortByKey() throws IOException {
        RunPage page = report("#hosts");
        page.script("[...document.querySelectorAll('.ae-sort')].find(b => b.textContent === 'rescued').focus()");
        page.press(Keys.ENTER);

        assertThat(page.rows().get(0)).isEqualTo("db1");
    }

    @Test
    void numbersOfHostsAreThoseOfTheRecap() throws IOException {
        RunPage page = report("#hosts").type(".ae-tools input", "db1");

        assertThat(page.texts(".ae-table tbody:not(.ae-gap) td.ae-w-count"))
                .containsExactly("5", "2", "0", "0", "1", "0", "3");
    }

    @Test
    void slowestTaskComesFirstAndTasksCanBeSortedByTheirOrder() throws IOException {
        RunPage page = report("#tasks");
        assertThat(page.texts("th[aria-sort]")).containsExactly("total time");

        page.sortBy("No.");
        assertThat(page.rows().get(0)).isEqualTo("Answer");
        assertThat(page.rows()).last().isEqualTo("Break");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task", "No.", "Play", "longest", "elapsed", "Results"})
    void everyColumnOfTasksSorts(String column) throws IOException {
        RunPage page = report("#tasks").sortBy(column);

        assertThat(page.one("th[aria-sort]").getText()).contains(column);
        assertThat(page.rows()).hasSize(9);
    }

    @Test
    void tasksAreFoundByActionAndByResult() throws IOException {
        RunPage page = report("#tasks").type(".ae-tools input", "builtin.copy");
        assertThat(page.rows()).containsExactly(ReportOfARun.HOSTILE_TASK);

        page.clear(".ae-tools input").choose(".ae-tools select", "with rescued");
        assertThat(page.rows()).containsExactly("Ask the release");
    }

    @Test
    void taskShowsHowItEndedOnEachHost() throws IOException {
        RunPage page = report("#tasks").link("Break");
        page.eventually(page::heading, "Break"::equals);

        assertThat(page.rows()).contains("web1", "web2", "web10", "db1");
        assertThat(page.text(".ae-main")).contains("3 failed, 2 skipped", "ansible.builtin.command");
    }

    @Test
    void skippedResultSaysWhy() throws IOException {
        RunPage page = report("#host:web1");

        assertThat(page.text(".ae-main .ae-table"))
                .containsAnyOf("the condition is false: inventory_hostname == 'db1'", "Conditional result was False");
    }

    @Test
    void changesOnTheOverviewLeadToTheirDiffs() throws IOException {
        RunPage page = report("");
        page.script("[...document.querySelectorAll('.ae-glance a')].find(a => a.hash.startsWith('#changes?')).click()");
        page.eventually(page::heading, "Changes"::equals);

        assertThat(page.texts(".ae-diff-plus")).contains("+second line");
    }

    @Test
    void narrowTablesShowTheReasonBelowTheHost() throws IOException {
        browser.as(1000, 900, false);
        RunPage page = report("#hosts?text=gone");

        assertThat(page.text(".ae-table tbody th .ae-narrow")).contains("Answer: ", "Connection refused");
        assertThat(page.scrollsSideways()).isFalse();
        assertThat(page.one(".ae-table").getRect().getWidth())
                .isLessThanOrEqualTo(page.one(".ae-table-box").getRect().getWidth());
    }

    @Test
    void onPaperAreAllLinesOfTheOutput() throws IOException {
        browser.as(1000, 400, false);
        RunPage page = report("#output");
        int before = page.all(".ae-line").size();
        page.script("dispatchEvent(new Event('beforeprint'))");
        int printed = page.all(".ae-line").size();
        page.script("dispatchEvent(new Event('afterprint'))");

        assertThat(printed).isGreaterThan(before).isGreaterThan(120);
        assertThat(page.all(".ae-line")).hasSize(before);
    }

    @Test
    void equalChangesAreOneWithTheirDiffInColours() throws IOException {
        RunPage page = report("#changes");

        assertThat(page.text(".ae-changes")).contains(ReportOfARun.HOSTILE_TASK, "on 5 hosts");
        assertThat(page.texts(".ae-diff-plus")).contains("+second line");
        assertThat(page.text(".ae-tools [role=status]")).isEqualTo("10 changes in 2 groups");
        page.type(".ae-tools input", "second line");
        assertThat(page.all(".ae-change")).hasSize(1);
        assertThat(page.text(".ae-tools [role=status]")).isEqualTo("5 changes in 1 group of 10 changes in 2 groups");
    }

    @Test
    void warningsOfAnsibleAreListed() throws IOException {
        RunPage page = report("#warnings");

        assertThat(page.text(".ae-remarks")).contains("warning", "nobody");
    }
}
