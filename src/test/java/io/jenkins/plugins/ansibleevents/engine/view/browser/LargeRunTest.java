package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The report of 1 000 hosts x 200 tasks: what is in the page stays small; times are printed, for who wants to know them. */
class LargeRunTest extends BrowserTest {

    private static final int ELEMENTS = 3_000;

    @TempDir
    static Path directory;

    private static URI page;

    @BeforeAll
    static void draw() throws IOException {
        Path report = GeneratedReport.of(1_000, 200, directory);
        page = report.toUri();
        System.out.printf("report of 1 000 hosts x 200 tasks: %d KB%n", Files.size(report) / 1024);
        assertThat(Files.size(report)).isLessThan(12_000_000);
    }

    @Test
    void opensWithItsFailuresAndFewElements() {
        RunPage opened = browser.open(page, "");
        Number painted =
                (Number) opened.script("return performance.getEntriesByName('ansible-events-shown')[0].startTime");
        System.out.printf("first view after %.0f ms, %d elements%n", painted.doubleValue(), opened.elements());

        assertThat(opened.text(".ae-sentence")).startsWith("1000 hosts: 10 failed, 990 changed");
        assertThat(opened.text(".ae-failures")).contains("10 hosts", "disk of");
        assertThat(opened.elements()).isLessThan(ELEMENTS);
        assertThat(opened.text(".ae-headline")).contains("Not all of the run is in this page.");
    }

    @Test
    void hostsAreScrolledWithoutEverHavingAllOfThem() {
        RunPage opened = browser.open(page, "#hosts");
        printFrames("hosts", opened.frames("scrollBy(0, 300)"));
        assertThat(opened.elements()).isLessThan(ELEMENTS);
        assertThat(opened.rows()).hasSizeLessThan(120).doesNotContain("host96.example.com");

        opened.script("scrollTo(0, document.documentElement.scrollHeight)");
        opened.eventually(opened::rows, rows -> rows.contains("host999.example.com") || rows.size() > 20);
        opened.script("scrollTo(0, 0)");
        opened.eventually(opened::rows, rows -> rows.contains("host96.example.com"));
        opened.type(".ae-tools input", "host777.");
        assertThat(opened.rows()).containsExactly("host777.example.com");
    }

    @Test
    void matrixIsScrolledAndOpened() {
        RunPage opened = browser.open(page, "#matrix");
        opened.eventually(() -> opened.drawn(".ae-surface canvas"), pixels -> pixels > 10_000);
        printFrames("matrix", opened.frames("document.querySelector('.ae-surface').scrollTop += 90"));
        assertThat(opened.elements()).isLessThan(ELEMENTS);

        opened.script("document.querySelector('.ae-surface').focus()");
        opened.press(Keys.chord(Keys.CONTROL, Keys.HOME), Keys.ARROW_DOWN);
        opened.eventually(
                () -> opened.text(".ae-said"), text -> text.contains("host193.example.com, Task 0 of the run: "));
    }

    @Test
    void timelineIsScrolled() {
        RunPage opened = browser.open(page, "#timeline");
        opened.eventually(() -> opened.drawn(".ae-surface canvas"), pixels -> pixels > 5_000);
        printFrames("timeline", opened.frames("document.querySelector('.ae-surface').scrollTop += 60"));

        assertThat(opened.elements()).isLessThan(ELEMENTS);
    }

    @Test
    void tasksAreScrolled() {
        RunPage opened = browser.open(page, "#tasks");
        printFrames("tasks", opened.frames("scrollBy(0, 150)"));

        assertThat(opened.elements()).isLessThan(ELEMENTS);
        assertThat(opened.text(".ae-tools [role=status]")).isEqualTo("200 tasks");
    }

    private static void printFrames(String what, List<Number> frames) {
        System.out.printf(
                "scrolling %s: longest frame %.1f ms, median %.1f ms%n",
                what, frames.get(0).doubleValue(), frames.get(frames.size() / 2).doubleValue());
        // Structure, not speed: a page that lays out everything needs seconds.
        assertThat(frames.get(0).doubleValue()).isLessThan(2_000);
    }
}
