package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and texts of a run that want to be markup, or to turn the text around them, are text wherever they are shown. */
class HostileTextTest extends BrowserTest {

    private static final String FOREIGN =
            "return document.querySelectorAll('img, iframe, object, embed, b, i, base, link,"
                    + " script:not([type=\"module\"]):not([type=\"application/json\"]), [onerror], [onmouseover]').length";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#hosts",
                "#tasks",
                "#matrix",
                "#timeline",
                "#changes",
                "#warnings",
                "#output",
                "#host:%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
                "#task:1",
                "#search:alert",
                "#search:%3Cimg%20src%3Dx%20onerror%3Dalert(6)%3E"
            })
    void nothingBecomesMarkup(String fragment) throws IOException {
        RunPage page = report(fragment);
        for (var details : page.all(".ae-main details:not([open]) > summary")) {
            if (details.isDisplayed()) {
                details.click();
            }
        }

        assertThat(page.script(FOREIGN)).isEqualTo(0L);
        assertThat(page.script("return document.scripts.length")).isEqualTo(2L);
    }

    @Test
    void resultOfAHostileHostIsText() throws IOException {
        RunPage page = report("").link(ReportOfARun.HOSTILE_HOST);

        assertThat(page.dialog()).contains("on " + ReportOfARun.HOSTILE_HOST, "</pre><img src=x onerror=alert(5)>");
        assertThat(page.script(FOREIGN)).isEqualTo(0L);
    }

    @Test
    void marksThatTurnTheDirectionOfWritingAreVisible() throws IOException {
        Path run = GeneratedReport.of(
                new Events()
                        .play("play \u202e")
                        .task("task \u202e\u2066")
                        .failed("host \u202e", "message \u202e\u0007 \u001b]0;title\u0007")
                        .diff("host \u202e", "--- a\n+++ b\n+\u202e")
                        .stats("host \u202e", 1),
                directory);

        for (String fragment : List.of("", "#hosts", "#tasks", "#changes", "#event:3")) {
            String text = (String) browser.open(run.toUri(), fragment)
                    .script("return document.querySelector('.ansible-events-view').textContent");
            assertThat(text)
                    .as(fragment)
                    .doesNotContain("\u202e", "\u2066", "\u0007", "\u001b")
                    .contains("\\u202e");
        }
    }
}
