package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window. Where there is none, the test is skipped with the reason; in CI on Debian it fails. */
public final class Browser implements AutoCloseable {

    /** Programs as Debian calls them, and as others do. */
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private static final List<String> QUIET = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Of Selenium it says that it knows the protocol of older browsers only, which nothing here needs. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        DEVTOOLS.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser start() {
        Path chromium = BROWSERS.stream()
                .map(Browser::onPath)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> missing("chromium"));
        Path chromedriver = onPath("chromedriver").orElseGet(() -> missing("chromedriver"));
        var options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(QUIET);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        return new Browser(driver);
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .filter(file -> !isSnap(file))
                .findFirst();
    }

    /** Ubuntu's package is a script that asks for a snap, which containers and most CI machines cannot run. */
    private static boolean isSnap(Path file) {
        try {
            return file.toRealPath().toString().contains("/snap")
                    || Files.size(file) < 10_000
                            && Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                                    .contains("snap");
        } catch (IOException e) {
            return true;
        }
    }

    private static Path missing(String program) {
        String reason = program + " is not on PATH; bin/test installs it on Debian (Ubuntu has it as a snap only)";
        if (System.getenv("CI") != null && isDebian()) {
            fail(reason);
        }
        return abort(reason);
    }

    private static boolean isDebian() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).contains("ID=debian");
        } catch (IOException e) {
            return false;
        }
    }

    /** Sets how large the page is and which colours its reader prefers. */
    public Browser as(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Opens a page anew, also when only the fragment is another one. */
    public RunPage open(URI page, String fragment) {
        driver.get("about:blank");
        driver.get(page + fragment);
        var opened = new RunPage(this);
        opened.waitUntilDrawn();
        return opened;
    }

    /** What pages wrote to the console since the last call: errors, and what a policy refused. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                // Of tests that look at what is drawn.
                .filter(complaint -> !complaint.contains("willReadFrequently"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
