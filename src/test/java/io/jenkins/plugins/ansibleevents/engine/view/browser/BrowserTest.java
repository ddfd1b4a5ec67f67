package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test class with one browser; every test begins with a wide and light page and ends without a complaint of the browser. */
public abstract class BrowserTest {

    protected static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void wideAndLight() {
        browser.as(1400, 1000, false);
        browser.complaints();
    }

    /** A script that fails, a policy that refuses something, a file that is missing. */
    @AfterEach
    void browserHasNothingToComplainAbout() {
        assertThat(browser.complaints()).isEmpty();
    }

    /** The report of the real run. */
    static RunPage report(String fragment) throws IOException {
        return browser.open(ReportOfARun.page(), fragment);
    }
}
