package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Matrix and timeline: drawn, moved over by keys and by the mouse, and said in words. */
class DrawingsTest extends BrowserTest {

    private static final String SURFACE = ".ae-main .ae-surface";

    private RunPage open(String fragment) throws IOException {
        RunPage page = report(fragment);
        page.eventually(() -> page.drawn(SURFACE + " canvas"), pixels -> pixels > 500);
        return page;
    }

    private static String said(RunPage page, String part) {
        return page.eventually(() -> page.text(".ae-main .ae-said"), text -> text.contains(part));
    }

    @Test
    void matrixIsDrawn() throws IOException {
        assertThat(open("#matrix").drawn(SURFACE + " canvas")).isGreaterThan(5_000);
    }

    @Test
    void arrowsMoveOverTheMatrixAndEnterOpensTheResult() throws IOException {
        RunPage page = open("#matrix").choose(".ae-tools select", "Hosts by name");
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        page.press(Keys.chord(Keys.CONTROL, Keys.HOME));
        said(page, ReportOfARun.HOSTILE_HOST + ", Answer: ok");
        page.press(Keys.ARROW_DOWN, Keys.END);
        said(page, "db1, Break: skipped");
        page.press(Keys.ARROW_UP);
        assertThat(said(page, "Break: failed"))
                .contains(ReportOfARun.HOSTILE_HOST)
                .contains(" s");

        page.press(Keys.ENTER);
        assertThat(page.dialog()).contains("Break", "failed", "the disk is full");
    }

    @Test
    void cellWithoutResultSaysSo() throws IOException {
        RunPage page = open("#matrix").choose(".ae-tools select", "Hosts by name");
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        page.press(Keys.chord(Keys.CONTROL, Keys.HOME), Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.END);
        said(page, "gone, Break: did not run");
        page.press(Keys.ENTER);

        said(page, "there is no result to open");
        assertThat(page.isDialogOpen()).isFalse();
    }

    @Test
    void mouseOverACellTellsWhatItIsAndAClickOpensIt() throws IOException {
        RunPage page = open("#matrix");
        var pointer = new Actions(browser.driver());
        int[] cell = failedCell(page);
        pointer.moveToElement(page.one(SURFACE), cell[0], cell[1]).perform();
        assertThat(page.eventually(() -> page.text(".ae-tip"), text -> text.contains(" s")))
                .contains("Break", "failed");

        pointer.click().perform();
        assertThat(page.dialog()).contains("Break");
    }

    /** Where a cell of a failed result is, from the middle of the canvas: the first row of its colour. */
    private static int[] failedCell(RunPage page) {
        Object at = page.script("""
                const canvas = document.querySelector(arguments[0]);
                const probe = document.createElement('span');
                probe.style.color = 'var(--ae-fill-failed)';
                canvas.parentElement.append(probe);
                const [r, g, b] = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
                probe.remove();
                const { width, height } = canvas;
                const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
                for (let y = 0; y < height; y++) {
                  for (let x = 0; x < width; x++) {
                    const i = (y * width + x) * 4;
                    if (data[i] === r && data[i + 1] === g && data[i + 2] === b) {
                      return (x + 4 - Math.floor(width / 2)) + ',' + (y + 4 - Math.floor(height / 2));
                    }
                  }
                }
                return null;
                """, SURFACE + " canvas");
        String[] parts = String.valueOf(at).split(",");
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }

    @Test
    void matrixShowsOnlyHostsThatFailed() throws IOException {
        RunPage page = open("#matrix");
        int before = page.one(".ae-main .ae-extent").getRect().getHeight();
        page.one(".ae-tools input[type=checkbox]").click();

        page.eventually(() -> page.one(".ae-main .ae-extent").getRect().getHeight(), height -> height < before);
    }

    @Test
    void matrixGrowsAndShrinksByKeysAndButtons() throws IOException {
        RunPage page = open("#matrix");
        int before = page.one(".ae-main .ae-extent").getRect().getHeight();
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        page.press("+");
        int larger = page.one(".ae-main .ae-extent").getRect().getHeight();
        page.press("-");

        assertThat(larger).isGreaterThan(before);
        assertThat(page.one(".ae-main .ae-extent").getRect().getHeight()).isEqualTo(before);
        page.one(".ae-tools button[aria-label='Larger cells']").click();
        assertThat(page.one(".ae-main .ae-extent").getRect().getHeight()).isEqualTo(larger);
    }

    @Test
    void timelineZoomsByKeysButtonsAndWheel() throws IOException {
        RunPage page = open("#timeline");
        int whole = width(page);
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        page.press("+", "+");
        int byKeys = width(page);
        page.press("0");
        assertThat(width(page)).isEqualTo(whole).isLessThan(byKeys);

        page.one(".ae-tools button[aria-label='Zoom in']").click();
        assertThat(width(page)).isGreaterThan(whole);
        page.one(".ae-tools .ae-button:last-child").click();
        assertThat(width(page)).isEqualTo(whole);

        page.script(
                "document.querySelector(arguments[0]).dispatchEvent(new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, cancelable: true, clientX: 700, clientY: 400 }))",
                SURFACE);
        assertThat(width(page)).isGreaterThan(whole);
    }

    private static int width(RunPage page) {
        return page.one(".ae-main .ae-extent").getRect().getWidth();
    }

    @Test
    void timelineIsMovedByDragging() throws IOException {
        RunPage page = open("#timeline");
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        page.press("+", "+", "+", "+");
        page.script("document.querySelector(arguments[0]).scrollLeft = 600", SURFACE);
        new Actions(browser.driver())
                .moveToElement(page.one(SURFACE), 100, 0)
                .clickAndHold()
                .moveByOffset(60, 0)
                .moveByOffset(60, 0)
                .release()
                .perform();

        assertThat(((Number) page.script("return document.querySelector(arguments[0]).scrollLeft", SURFACE)).intValue())
                .isEqualTo(480);
        assertThat(page.isDialogOpen()).isFalse();
    }

    @Test
    void keysMoveOverTheTimelineAndEnterOpensTheResult() throws IOException {
        RunPage page = open("#timeline");
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        String first = said(page, "Answer");
        page.press(Keys.ARROW_RIGHT);
        said(page, ReportOfARun.HOSTILE_TASK);
        page.press(Keys.ARROW_LEFT, Keys.ENTER);

        assertThat(first).contains(": ");
        assertThat(page.dialog()).contains("Answer");
    }

    @Test
    void timelineGoesToAHost() throws IOException {
        RunPage page = open("#timeline").type(".ae-tools input", "no such host");

        said(page, "No host has this in its name.");
        page.clear(".ae-tools input").type(".ae-tools input", "DB");
        said(page, "db1");
    }

    @Test
    void titleOfAColumnTellsAndLeadsToItsTask() throws IOException {
        RunPage page = open("#matrix");
        page.script("""
                const surface = document.querySelector(arguments[0]);
                const box = surface.getBoundingClientRect();
                const at = { clientX: box.right - 40, clientY: box.top + 145, bubbles: true };
                for (let x = box.right - 40; x > box.left && document.querySelector('.ae-tip').hidden; x -= 10) {
                  at.clientX = x;
                  surface.dispatchEvent(new PointerEvent('pointermove', at));
                }
                window.at = at;
                """, SURFACE);
        assertThat(page.text(".ae-tip")).contains("Break", "3 failed, 2 skipped");

        page.script("document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('click', window.at))", SURFACE);
        page.eventually(page::heading, "Break"::equals);
    }

    @Test
    void timelineSaysWhatItsColoursMean() throws IOException {
        assertThat(report("#timeline").text(".ae-legend"))
                .contains("failed", "unreachable", "rescued", "changed", "skipped", "the host waited for its turn");
    }

    @Test
    void drawingsAgreeAboutTheOrderOfHosts() throws IOException {
        RunPage page = open("#timeline");
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        said(page, ReportOfARun.HOSTILE_HOST);

        page.choose(".ae-tools select", "Hosts by name");
        page.script("document.querySelector(arguments[0]).focus()", SURFACE);
        page.press(Keys.ARROW_DOWN);
        said(page, "db1, ");
    }

    /** Each batch of a play in batches starts the same task. */
    @Test
    void hostDidNotWaitForTheBatchBeforeIt(@TempDir Path directory) throws Exception {
        Events run = new Events().play("Web").task("Make").started("a").ok("a", false);
        ObjectNode start = run.lines().get(1).tree().put("created", "2026-03-01T04:00:05.000000+00:00");
        run.again(EventLine.parse(start.toString().getBytes(StandardCharsets.UTF_8)))
                .started("b")
                .ok("b", false);
        RunPage page = browser.open(GeneratedReport.of(run, directory).toUri(), "#timeline");
        page.eventually(() -> page.drawn(SURFACE + " canvas"), drawn -> drawn > 1000);

        String tip = (String) page.script("""
                const surface = document.querySelector(arguments[0]);
                const box = surface.getBoundingClientRect();
                for (let x = box.right - 20; x > box.left && document.querySelector('.ae-tip').hidden; x -= 4) {
                  surface.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: box.top + 55, bubbles: true }));
                }
                return document.querySelector('.ae-tip').textContent;
                """, SURFACE);
        assertThat(tip).contains("b", "Make", "after waiting 1.00 s");
    }
}
