package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.view.browser.BrowserTest;
import io.jenkins.plugins.ansibleevents.engine.view.browser.RunPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.interactions.Actions;

/** The trends of a job: bars that ECharts draws, and a table of the same numbers. */
class TrendsTest extends BrowserTest {

    private static final String TABLE = ".aeh-by-build";

    @TempDir
    Path builds;

    private JobPageServer server;

    @BeforeEach
    void threeBuilds() throws IOException {
        build(1, "web1:f", "web2:c", "web3:c", "db1:o");
        build(2, "web1:u", "web2:c", "web3:f", "db1:f");
        build(3, "web1:o", "web2:o", "web3:o", "db1:c");
        server = new JobPageServer(builds);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void build(int number, String... hosts) throws IOException {
        Path build = Files.createDirectories(builds.resolve(Integer.toString(number)));
        HistoryFile.add(build, Pasts.run("run-" + number, List.of(), hosts));
    }

    private RunPage page() {
        RunPage page = browser.open(server.page(), "");
        page.eventually(() -> ofChart(page, "chart.getOption().series.length"), "4"::equals);
        page.eventually(() -> page.drawn(".aeh-plot canvas"), pixels -> pixels > 500);
        return page;
    }

    /** A value of the first chart, as text. */
    private static String ofChart(RunPage page, String expression) {
        return (String) page.script("""
                const chart = echarts.getInstanceByDom(document.querySelectorAll('.aeh-plot')[0]);
                return String(%s);
                """.formatted(expression));
    }

    @Test
    void hostsChangesAndDurationOfEachBuildAreDrawnTheOldestOnTheLeft() {
        RunPage page = page();

        assertThat(page.texts(".aeh-chart figcaption")).containsExactly("Hosts", "Changes", "Duration");
        assertThat(ofChart(page, "chart.getOption().xAxis[0].data")).isEqualTo("#1,#2,#3");
        assertThat(ofChart(page, "chart.getOption().series.map(part => part.name + ' ' + part.data).join('; ')"))
                .isEqualTo("failed 1,2,-; unreachable -,1,-; changed 2,1,1; ok 1,-,3");
        assertThat(page.all(".aeh-plot canvas")).hasSize(3);
    }

    @Test
    void drawingSaysInWordsWhatItIs() {
        assertThat(page().one(".aeh-plot").getDomAttribute("aria-label"))
                .isEqualTo("Hosts by build, as in the table below. The newest, #3: 1 changed, 3 ok");
    }

    @Test
    void mouseOverAColumnTellsWhatItIsAndAClickLeadsToItsBuild() {
        RunPage page = page();
        var pointer = overColumn(page, 1);

        assertThat(page.eventually(() -> page.text(".aeh-tip"), text -> text.contains("#2")))
                .contains("2 failed", "1 unreachable", "1 changed")
                .doesNotContain("ok");
        pointer.click().perform();
        page.eventually(() -> page.script("return location.pathname"), "/job/a/2/ansible-events/"::equals);
    }

    @Test
    void clickOnAStateLeavesItOutAndLeadsNowhere() {
        RunPage page = page();
        var plot = page.one(".aeh-plot");

        new Actions(browser.driver())
                .moveToElement(plot, 0, plot.getSize().getHeight() / 2 - 8)
                .click()
                .perform();

        page.eventually(
                () -> ofChart(page, "Object.values(chart.getOption().legend[0].selected)"),
                text -> text.contains("false"));
        assertThat(page.script("return location.pathname")).isEqualTo("/");
    }

    @Test
    void columnWhoseStatesAreAllLeftOutStillLeadsToItsBuild() {
        RunPage page = page();
        ofChart(
                page,
                "['failed', 'unreachable', 'changed', 'ok'].forEach(name => chart.dispatchAction({ type: 'legendUnSelect', name }))");

        overColumn(page, 0).click().perform();

        page.eventually(() -> page.script("return location.pathname"), "/job/a/1/ansible-events/"::equals);
    }

    /** The pointer near the upper end of a column, where no bar is. */
    private static Actions overColumn(RunPage page, int column) {
        var plot = page.one(".aeh-plot");
        int x = (int) Double.parseDouble(ofChart(page, "chart.convertToPixel({ xAxisIndex: 0 }, " + column + ")"));
        var pointer = new Actions(browser.driver());
        pointer.moveToElement(
                        plot,
                        x - plot.getSize().getWidth() / 2,
                        20 - plot.getSize().getHeight() / 2)
                .perform();
        return pointer;
    }

    @Test
    void coloursAreThoseOfTheThemeAlsoWhenItChanges() {
        RunPage page = page();
        String colours = "chart.getOption().series.map(part => part.itemStyle.color).join('; ')";
        String light = colours(page);
        assertThat(ofChart(page, colours)).isEqualTo(light);

        browser.as(1400, 1000, true);

        page.eventually(() -> ofChart(page, colours), now -> !now.equals(light));
        assertThat(ofChart(page, colours)).isEqualTo(colours(page));
        page.script("document.documentElement.dataset.theme = 'light'");
        page.eventually(() -> ofChart(page, colours), light::equals);
    }

    /** Those of the page, by the swatches of the states. */
    private static String colours(RunPage page) {
        return (String) page.script("""
                return ['failed', 'unreachable', 'changed', 'ok'].map(state => {
                  const swatch = document.createElement('span');
                  swatch.className = 'ae-swatch-' + state;
                  document.querySelector('.ansible-events-view').append(swatch);
                  const { backgroundColor } = getComputedStyle(swatch);
                  swatch.remove();
                  return backgroundColor;
                }).join('; ');
                """);
    }

    @Test
    void drawingIsAsWideAsItsPlaceAndDoesNotMoveWhereNothingMayMove() {
        RunPage page = page();
        assertThat(ofChart(page, "chart.getOption().animation")).isEqualTo("false");

        browser.as(400, 1000, false);

        page.eventually(
                () -> ofChart(page, "chart.getWidth() - document.querySelector('.aeh-plot').clientWidth"), "0"::equals);
        assertThat(page.scrollsSideways()).isFalse();
    }

    @Test
    void otherNumberOfBuildsLeavesNoDrawingBehind() {
        RunPage page = page();
        page.script("window.before = echarts.getInstanceByDom(document.querySelector('.aeh-plot'))");

        page.choose("[aria-label='How many builds']", "last 10 builds");

        page.eventually(() -> page.script("return before.isDisposed()"), Boolean.TRUE::equals);
        page.eventually(() -> page.all(".aeh-plot canvas").size(), drawings -> drawings == 3);
    }

    @Test
    void tableHasTheSameWordsAndLinks() {
        RunPage page = page();
        assertThat(page.all(TABLE)).isEmpty();

        page.one(".aeh-numbers summary").click();

        page.eventually(() -> page.all(TABLE + " tbody tr").size(), rows -> rows == 3);
        assertThat(page.texts(TABLE + " .aeh-outcome"))
                .containsExactly("1 changed, 3 ok", "2 failed, 1 unreachable, 1 changed", "1 failed, 2 changed, 1 ok");
        assertThat(page.all(TABLE + " a").stream().map(link -> link.getDomAttribute("href")))
                .containsExactly("/job/a/3/ansible-events/", "/job/a/2/ansible-events/", "/job/a/1/ansible-events/");
    }

    @Test
    void withoutEChartsASentenceSaysSoAndTheTableIsThere() {
        RunPage page = browser.open(server.pageWithoutECharts(), "");

        assertThat(page.eventually(() -> page.texts(TABLE + " tbody tr"), rows -> rows.size() == 3))
                .first()
                .asString()
                .contains("#3", "1 changed, 3 ok");
        assertThat(page.text(".aeh-trends .ae-alert")).contains("not drawn", "plugin echarts-api");
        assertThat(page.all(".aeh-plot")).isEmpty();
        assertThat(page.all(".aeh-grid")).as("the rest of the page").hasSize(1);
        assertThat(page.accessibilityProblems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, false", "400, true", "1400, false", "1400, true"})
    void axeFindsNothing(int width, boolean dark) {
        browser.as(width, 900, dark);
        RunPage page = page();
        page.one(".aeh-numbers summary").click();
        page.eventually(() -> page.all(TABLE).size(), tables -> tables == 1);

        assertThat(page.accessibilityProblems()).isEmpty();
        assertThat(page.scrollsSideways()).isFalse();
    }
}
