package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What axe finds in each view, light and dark, wide and narrow: nothing. */
class AccessibilityTest extends BrowserTest {

    private static final String[] VIEWS = {
        "",
        "#hosts",
        "#tasks",
        "#matrix",
        "#timeline",
        "#changes",
        "#warnings",
        "#output",
        "#host:web1",
        "#task:1",
        "#event:2",
        "#search:web"
    };

    @ParameterizedTest
    @CsvSource({"400, false", "400, true", "1400, false", "1400, true"})
    void axeFindsNothingAndNothingIsWiderThanThePage(int width, boolean dark) throws IOException {
        browser.as(width, 900, dark);
        for (String view : VIEWS) {
            RunPage page = report(view);
            if (view.startsWith("#event")) {
                page.dialog();
            }
            for (var details : page.all(".ae-main details:not([open]) > summary")) {
                if (details.isDisplayed() && !view.startsWith("#event")) {
                    details.click();
                }
            }
            assertThat(page.accessibilityProblems()).as(view).isEmpty();
            assertThat(page.scrollsSideways()).as(view).isFalse();
        }
    }
}
