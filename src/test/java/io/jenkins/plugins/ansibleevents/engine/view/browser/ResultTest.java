package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** One result as a person reads it, the page of a host, and Ansible's output. */
class ResultTest extends BrowserTest {

    private static RunPage host(String name) throws IOException {
        RunPage page = report("#host:" + name);
        page.eventually(page::rows, rows -> !rows.isEmpty());
        return page;
    }

    private static RunPage resultOf(String host, String task) throws IOException {
        RunPage page = host(host);
        page.all(".ae-main .ae-table tbody tr").stream()
                .filter(row -> row.getText().startsWith(task))
                .findFirst()
                .orElseThrow()
                .findElement(org.openqa.selenium.By.cssSelector("td.ae-w-time a"))
                .click();
        page.dialog();
        return page;
    }

    @Test
    void hostBeginsWithWhyItFailed() throws IOException {
        RunPage page = host("web1");

        assertThat(page.heading()).isEqualTo("web1");
        String failure = page.eventually(() -> page.text(".ae-host-failure"), text -> text.contains("full"));
        assertThat(failure).contains("Break", "non-zero return code", "the disk is full", "exit code 7", "site.yml:");
        assertThat(page.one(".ae-host-failure").getRect().getY())
                .isLessThan(page.one(".ae-main .ae-table").getRect().getY());
        assertThat(page.rows()).startsWith("Answer").endsWith("Break");
    }

    @Test
    void hostWithoutFailureBeginsWithItsResults() throws IOException {
        RunPage page = host("web10");

        assertThat(page.text(".ae-host-failure")).isEmpty();
        assertThat(page.text(".ae-main")).contains("ignored", "Look for leftovers");
    }

    @Test
    void unknownHostIsSaidToBeUnknown() throws IOException {
        RunPage page = report("#host:nobody");

        assertThat(page.text(".ae-main")).contains("No host of this name took part in the run.");
    }

    @Test
    void streamsAreTextWithTheirLines() throws IOException {
        String dialog = resultOf("web2", "Break").dialog();

        assertThat(dialog)
                .contains("failed\non web2", "Standard error\n</pre><img src=x onerror=alert(5)>\nthe disk is full")
                .contains("Command\nsh -c", "exit code 7", "ansible.builtin.command");
    }

    @Test
    void coloursOfAProgramAreColours() throws IOException {
        RunPage page = resultOf("web1", "Compare colours");

        assertThat(page.texts("dialog .ae-code")).first().isEqualTo("red and plain\nsecond line");
        assertThat(page.texts("dialog .ae-fg-1")).containsExactly("red");
    }

    @Test
    void itemsHaveTheirOwnStates() throws IOException {
        RunPage page = resultOf("web1", "Say each");

        assertThat(page.texts("dialog .ae-items summary")).containsExactly("✓\nok\none", "▲\nchanged\ntwo");
        page.one("dialog .ae-items li:last-child summary").click();
        page.eventually(() -> page.text("dialog .ae-items li:last-child"), text -> text.contains("said two"));
    }

    @Test
    void differenceIsColoured() throws IOException {
        RunPage page = resultOf("web1", "Write");

        assertThat(page.texts("dialog .ae-diff-plus")).contains("+second line");
    }

    @Test
    void argumentsAndTheWholeEventAreShownOnDemand() throws IOException {
        RunPage page = resultOf("web1", "Break");
        assertThat(page.all("dialog .ae-json")).isEmpty();

        page.one("dialog .ae-result > details:last-child summary").click();
        assertThat(page.eventually(() -> page.text("dialog .ae-json"), text -> !text.isEmpty()))
                .contains("\"event\": \"runner_on_failed\"", "\"rc\": 7");
    }

    @Test
    void rescuedFailureIsCalledRescued() throws IOException {
        assertThat(resultOf("db1", "Ask the release").dialog())
                .contains("rescued\non db1", "503 <i>Service</i> Unavailable");
    }

    @Test
    void neighboursAreTheHostsOwnResults() throws IOException {
        RunPage page = resultOf("web1", "Say each");
        page.link("← Before: " + ReportOfARun.HOSTILE_TASK.substring(0, 40) + "…");

        page.eventually(page::dialog, text -> text.startsWith(ReportOfARun.HOSTILE_TASK));
        assertThat(page.dialog()).contains("on web1", "Next: Say each →");
    }

    @Test
    void escapeClosesTheResultAndLeadsBack() throws IOException {
        RunPage page = resultOf("web1", "Break");
        assertThat(page.fragment()).startsWith("#event:");
        page.press(Keys.ESCAPE);

        page.eventually(page::fragment, "#host:web1"::equals);
        assertThat(page.isDialogOpen()).isFalse();
        assertThat(page.heading()).isEqualTo("web1");
    }

    @Test
    void resultLeadsToItsLineOfTheOutputAndTheLineBack() throws IOException {
        RunPage page = resultOf("web1", "Break");
        page.all("dialog a").stream()
                .filter(link -> link.getText().contains("of the output"))
                .findFirst()
                .orElseThrow()
                .click();
        String line = page.eventually(() -> page.text(".ae-target"), text -> !text.isEmpty());
        // From ansible-core 2.19 on the text of a failure begins with the error.
        assertThat(line).containsAnyOf("fatal: [web1]: FAILED!", "[ERROR]: Task failed");
        assertThat(page.isDialogOpen()).isFalse();

        page.one(".ae-target a.ae-line-result").click();
        assertThat(page.dialog()).contains("Break", "on web1");
    }

    @Test
    void outputHasAnsiblesColours() throws IOException {
        RunPage page = report("#output");

        assertThat(page.eventually(() -> page.texts(".ae-line code .ae-fg-2"), found -> !found.isEmpty()))
                .anySatisfy(text -> assertThat(text).startsWith("ok: ["));
        assertThat(page.text(".ae-output")).doesNotContain("\u001b");
    }

    @Test
    void outputIsSearched() throws IOException {
        RunPage page = report("#output").type(".ae-tools input", "fatal:");
        String first = page.eventually(() -> page.text(".ae-tools [role=status]"), text -> text.contains("found 1 of"));
        page.press(Keys.ENTER);
        page.eventually(() -> page.text(".ae-tools [role=status]"), text -> text.contains("found 2 of"));

        assertThat(first).contains("found 1 of 6");
        assertThat(page.text(".ae-target")).contains("fatal:");
        page.clear(".ae-tools input").type(".ae-tools input", "never said");
        page.eventually(() -> page.text(".ae-tools [role=status]"), "Nothing found."::equals);
    }
}
