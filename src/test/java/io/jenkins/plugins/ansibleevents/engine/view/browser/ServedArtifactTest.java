package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** The report where a server forbids its scripts and styles. */
class ServedArtifactTest extends BrowserTest {

    /** What Jenkins sends with artifacts, unless its administrator changes it. */
    private static final String POLICY =
            "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

    @Test
    void underJenkinsPolicyOfArtifactsTheReportIsReadable() throws IOException {
        String report = Files.readString(Path.of(ReportOfARun.page()));
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .addHeader("Content-Type", "text/html; charset=utf-8")
                    .addHeader("Content-Security-Policy", POLICY)
                    .body(report)
                    .build());
            browser.driver()
                    .get(URI.create(server.url("/report.html").toString()).toString());

            assertThat(new RunPage(browser).text("body"))
                    .contains("site.yml, run test: failed", "6 hosts: 3 failed, 1 unreachable, 2 changed.")
                    .contains("failed: Break, on", "the disk is full", "unreachable: Answer, on gone", "download it");
        }
        // The policy is meant to refuse, and the browser says so.
        browser.complaints();
    }
}
