package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page of a run, as a person at the browser uses it. */
public final class RunPage {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Browser browser;

    public RunPage(Browser browser) {
        this.browser = browser;
    }

    public void waitUntilDrawn() {
        await().atMost(PATIENCE)
                .until(() -> !all(".ae-main h2").isEmpty() || !all(".ae-alert").isEmpty());
    }

    /** Runs a script in the page; its arguments are {@code arguments[0]} and so on. */
    public Object script(String text, Object... arguments) {
        return browser.driver().executeScript(text, arguments);
    }

    /** Holds back the first answer of an address that has these words in it. */
    public void holdBack(String words) {
        script("""
                const words = arguments[0];
                const ask = window.fetch;
                let first = true;
                window.fetch = async (address, ...how) => {
                  const answer = await ask(address, ...how);
                  if (first && address.includes(words)) {
                    first = false;
                    await new Promise(free => { window.free = free; });
                  }
                  return answer;
                };
                """, words);
    }

    public void waitUntilHeldBack() {
        eventually(() -> script("return typeof window.free"), "function"::equals);
    }

    /** Lets the page have the answer, and the time to use it. */
    public void handOver() {
        script("window.free()");
        script("return new Promise(done => setTimeout(done, 200))");
    }

    public List<WebElement> all(String css) {
        return browser.driver().findElements(By.cssSelector(css));
    }

    public WebElement one(String css) {
        return browser.driver().findElement(By.cssSelector(css));
    }

    public String text(String css) {
        return one(css).getText();
    }

    public List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    /** The view's heading. */
    public String heading() {
        return text(".ae-main h2");
    }

    /** Follows a tab by its name. */
    public RunPage tab(String name) {
        browser.driver()
                .findElement(By.xpath("//nav[@aria-label='Views of the run']//a[starts-with(., '" + name + "')]"))
                .click();
        waitUntilDrawn();
        return this;
    }

    public RunPage link(String text) {
        WebElement link = all(".ae-main a, dialog[open] a").stream()
                .filter(WebElement::isDisplayed)
                .filter(element -> element.getText().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link " + text));
        link.click();
        return this;
    }

    public RunPage type(String css, CharSequence... keys) {
        one(css).sendKeys(keys);
        return this;
    }

    public RunPage clear(String css) {
        one(css).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        return this;
    }

    public RunPage press(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
        return this;
    }

    public RunPage choose(String css, String option) {
        one(css).findElements(By.tagName("option")).stream()
                .filter(element -> element.getText().equals(option))
                .findFirst()
                .orElseThrow()
                .click();
        return this;
    }

    /** The first cells of a table's rows. */
    public List<String> rows() {
        return texts(".ae-main .ae-table tbody:not(.ae-gap) tr th > a");
    }

    public RunPage sortBy(String column) {
        all(".ae-main .ae-table .ae-sort").stream()
                .filter(button -> button.getText().equals(column))
                .findFirst()
                .orElseThrow()
                .click();
        return this;
    }

    public String fragment() {
        return (String) script("return location.hash");
    }

    public RunPage back() {
        browser.driver().navigate().back();
        return this;
    }

    public boolean isDialogOpen() {
        return !all("dialog[open]").isEmpty();
    }

    /** The text of the dialog with a result, once it is there. */
    public String dialog() {
        return eventually(() -> text("dialog[open]"), text -> !text.isEmpty() && !text.contains("Loading"));
    }

    public <T> T eventually(Supplier<T> value, java.util.function.Predicate<T> condition) {
        return await().atMost(PATIENCE).ignoreExceptions().until(value::get, condition);
    }

    public long elements() {
        return (Long) script("return document.querySelectorAll('*').length");
    }

    /** Whether something is wider than the page, so that it would have to be moved sideways. */
    public boolean scrollsSideways() {
        return (Boolean) script("return document.documentElement.scrollWidth > innerWidth");
    }

    /** How many pixels of a canvas are not of its most frequent colour. */
    public long drawn(String css) {
        return (Long) script("""
                const canvas = document.querySelector(arguments[0]);
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                const seen = new Map();
                for (let i = 0; i < data.length; i += 4) {
                  const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
                  seen.set(colour, (seen.get(colour) ?? 0) + 1);
                }
                return data.length / 4 - Math.max(...seen.values());
                """, css);
    }

    /** The frames of so many steps of a script, in milliseconds, the longest first. */
    @SuppressWarnings("unchecked")
    public List<Number> frames(String step) {
        return (List<Number>) browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const frames = [];
                let last = performance.now();
                const next = () => {
                  const now = performance.now();
                  frames.push(now - last);
                  last = now;
                  if (frames.length > 100) {
                    done(frames.slice(1).sort((a, b) => b - a));
                    return;
                  }
                  %s;
                  requestAnimationFrame(next);
                };
                requestAnimationFrame(next);
                """.formatted(step));
    }

    /** What axe finds, a line for each: the rule, its help, and the first element. */
    @SuppressWarnings("unchecked")
    public List<String> accessibilityProblems() {
        script(axe());
        var found = (List<Map<String, Object>>) browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(result => done(result.violations.map(
                  rule => ({ id: rule.id, help: rule.help, node: rule.nodes[0].html + ' ' + rule.nodes[0].failureSummary }))));
                """);
        return found.stream()
                .map(rule -> rule.get("id") + ": " + rule.get("help") + ": " + rule.get("node"))
                .toList();
    }

    private static String axe() {
        try (InputStream in = Objects.requireNonNull(RunPage.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
