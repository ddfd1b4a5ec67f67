package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Every view has an address, the browser's Back works, and one search finds what is anywhere. */
class AddressTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({
        "#failures, Failures",
        "#hosts, Hosts",
        "#tasks, Tasks",
        "#matrix, Matrix",
        "#timeline, Timeline",
        "#changes, Changes",
        "#warnings, Warnings",
        "#output, Output of Ansible",
        "#output:12, Output of Ansible",
        "#host:web1, web1",
        "#host:%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E, <img src=x onerror=alert(1)>",
        "#task:0, Answer",
        "#task:4711, Task 4711",
        "#search:web, Found for “web”",
        "#nothing-of-this-name, Failures"
    })
    void addressLeadsToItsView(String fragment, String heading) throws IOException {
        assertThat(report(fragment).heading()).isEqualTo(heading);
    }

    @Test
    void addressOfALineMarksIt() throws IOException {
        RunPage page = report("#output:3");

        assertThat(page.eventually(() -> page.text(".ae-target .ae-line-number"), text -> !text.isEmpty()))
                .isEqualTo("3");
    }

    @Test
    void addressOfAnEventOpensItOverTheOverview() throws IOException {
        RunPage page = report("#event:2");
        assertThat(page.dialog()).contains("event 2");

        page.press(Keys.ESCAPE);
        assertThat(page.isDialogOpen()).isFalse();
        assertThat(page.heading()).isEqualTo("Failures");
        assertThat(page.fragment()).isEmpty();
    }

    @Test
    void addressOfAnEventThatIsNotThereSaysSo() throws IOException {
        assertThat(report("#event:99999").dialog()).contains("does not hold event 99999");
    }

    @Test
    void backLeadsThroughTheViews() throws IOException {
        RunPage page = report("").tab("Hosts").link("web1");
        page.eventually(page::heading, "web1"::equals);
        page.tab("Tasks");
        page.back();
        page.eventually(page::heading, "web1"::equals);
        page.back();
        page.eventually(page::heading, "Hosts"::equals);
        page.back();
        page.eventually(page::heading, "Failures"::equals);
    }

    @Test
    void filterIsStillThereOnTheWayBack() throws IOException {
        RunPage page = report("#hosts").type(".ae-tools input", "web1").link("web10");
        page.eventually(page::heading, "web10"::equals);
        page.back();
        page.eventually(page::heading, "Hosts"::equals);

        assertThat(page.rows()).containsExactlyInAnyOrder("web1", "web10");
    }

    @Test
    void whatIsChosenInAViewIsInItsAddress() throws IOException {
        RunPage page = report("#hosts")
                .type(".ae-tools input", "web")
                .choose(".ae-tools select", "failed")
                .sortBy("Host");

        assertThat(page.fragment()).isEqualTo("#hosts?text=web&state=failed&sort=name");
        assertThat(page.tab("Tasks").tab("Hosts").rows()).hasSize(6);
        page.back().back();
        assertThat(page.eventually(page::rows, rows -> rows.size() == 2)).containsExactly("web1", "web2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#hosts?state=unreachable | gone",
                "#hosts:unreachable | gone",
                "#hosts?text=web&sort=-name | web10,web2,web1",
                "#hosts?text=web1&state=nothing&sort=nothing | web1,web10",
                "#tasks?state=rescued | Ask the release",
                "#tasks?text=builtin.ping&sort=number | Answer"
            })
    void addressChoosesInTheView(String fragment, String rows) throws IOException {
        assertThat(report(fragment).rows()).containsExactly(rows.split(","));
    }

    @Test
    void addressFiltersChangesAndFindsInTheOutput() throws IOException {
        assertThat(report("#changes?text=second line").all(".ae-change")).hasSize(1);

        RunPage page = report("#output?find=disk%20is");
        page.eventually(() -> page.text(".ae-tools"), text -> text.contains("found 1 of 3"));
        assertThat(page.script("return [...new Set([...CSS.highlights.get('ae-found')].map(String))].join()"))
                .isEqualTo("disk is");
    }

    @Test
    void addressOrdersMatrixAndTimeline() throws IOException {
        assertThat(report("#matrix?order=name&only=failed")
                        .one(".ae-tools select")
                        .getDomProperty("value"))
                .isEqualTo("name");
        RunPage page = report("#timeline").choose(".ae-tools select", "In order of appearance");
        assertThat(page.fragment()).isEqualTo("#timeline?order=appearance");
    }

    @Test
    void tabOfTheViewIsMarked() throws IOException {
        RunPage page = report("#host:web1");

        assertThat(page.text(".ae-tab[aria-current=page]")).startsWith("Hosts");
    }

    @Test
    void searchFindsHostsTasksFailuresResultsAndOutput() throws IOException {
        RunPage page = report("").type(".ae-search input", "disk is full");
        String found = page.eventually(() -> page.text(".ae-found"), text -> text.contains("Output"));
        assertThat(found).contains("Failures 1", "Break", "Output", "fatal: [web");

        page.clear(".ae-search input").type(".ae-search input", "web1");
        found = page.eventually(() -> page.text(".ae-found"), text -> text.contains("Hosts 2"));
        assertThat(found).contains("web10");

        page.clear(".ae-search input").type(".ae-search input", "second line");
        page.eventually(() -> page.text(".ae-found"), text -> text.contains("Changes 1"));
        page.clear(".ae-search input").type(".ae-search input", "nobody");
        page.eventually(() -> page.text(".ae-found"), text -> text.contains("Warnings 1"));
        page.clear(".ae-search input").type(".ae-search input", "never said by anybody");
        page.eventually(() -> page.text(".ae-found"), text -> text.contains("Nothing found."));
    }
}
