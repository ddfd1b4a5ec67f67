package io.jenkins.plugins.ansibleevents.engine.view.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.ViewException;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The views as Jenkins mounts them: modules of their own, documents by HTTP, and a run that goes on. */
class LiveRunTest extends BrowserTest {

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><title>Build</title><link rel="stylesheet" href="/view/page.css"></head>
            <body><h1>Build</h1><div class="ansible-events-view" data-api="/api/run" data-host-page="/hosts/?name="></div>
            <script type="module" src="/view/main.js"></script></body></html>
            """;

    @TempDir
    Path directory;

    private final Events events =
            new Events().play("web").task("Copy").ok("web1", false).failed("web2", "disk full");
    private final MockWebServer server = new MockWebServer();
    private RunView view;
    private volatile boolean gone;
    private volatile boolean over;
    private volatile String refused = "";
    private volatile String held = "";
    private final AtomicBoolean holding = new AtomicBoolean(true);

    @BeforeEach
    void serve() throws IOException {
        record();
        view = RunView.open(RunFiles.of(new RunDirectory(directory)));
        server.setDispatcher(new Documents());
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        view.close();
    }

    private void record() throws IOException {
        Files.deleteIfExists(directory.resolve("events.jsonl"));
        events.in(directory);
    }

    private RunPage open(String fragment) {
        return browser.open(URI.create(server.url("/page").toString()), fragment);
    }

    private final class Documents extends Dispatcher {

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            HttpUrl url = request.getUrl();
            String path = url.encodedPath();
            try {
                if (path.startsWith("/view/")) {
                    return resource(path.substring("/view/".length()));
                }
                return path.startsWith("/api/run/")
                        ? document(url)
                        : answer(200, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return answer(500, "text/plain", String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
            }
        }

        private MockResponse resource(String name) throws IOException {
            try (InputStream in = RunView.class.getResourceAsStream(name)) {
                return answer(200, name.endsWith(".js") ? "text/javascript" : "text/css", in.readAllBytes());
            }
        }

        private MockResponse document(HttpUrl url) throws IOException {
            if (gone) {
                return answer(503, "text/plain", "Jenkins is going to shut down".getBytes(StandardCharsets.UTF_8));
            }
            if (!refused.isEmpty() && url.toString().contains(refused)) {
                refused = "";
                return answer(503, "text/plain", "Jenkins is busy".getBytes(StandardCharsets.UTF_8));
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            url.queryParameterNames().forEach(name -> parameters.put(name, url.queryParameter(name)));
            var out = new ByteArrayOutputStream();
            try {
                view.refresh();
                view.write(url.pathSegments().get(2), parameters, out);
            } catch (ViewException e) {
                return answer(404, "text/plain", e.getMessage().getBytes(StandardCharsets.UTF_8));
            }
            hold(url);
            String document = out.toString(StandardCharsets.UTF_8);
            return answer(
                    200,
                    "application/json",
                    (over ? document.replace("\"final\":false", "\"final\":true") : document)
                            .getBytes(StandardCharsets.UTF_8));
        }

        /** The first of these answers is late, with what was true when it was asked. */
        private void hold(HttpUrl url) {
            if (!held.isEmpty() && url.toString().contains(held) && holding.getAndSet(false)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> held.isEmpty());
            }
        }

        private MockResponse answer(int status, String type, byte[] body) {
            return new MockResponse.Builder()
                    .code(status)
                    .addHeader("Content-Type", type + "; charset=utf-8")
                    .body(new okio.Buffer().write(body))
                    .build();
        }
    }

    @Test
    void pageFollowsTheRunWithoutBeingLoadedAgain() throws IOException {
        RunPage page = open("");
        assertThat(page.text(".ae-failures")).contains("1 host: web2", "disk full");

        events.task("Start").failed("web1", "no memory");
        record();

        page.eventually(() -> page.text(".ae-failures"), text -> text.contains("no memory"));
        assertThat(page.text(".ae-sentence")).isEqualTo("2 hosts: 2 failed.");
    }

    @Test
    void whatTheReaderHasOpenStaysAsItIs() throws IOException {
        RunPage page = open("#hosts").type(".ae-tools input", "web");
        page.script("document.querySelector('.ae-table tbody:not(.ae-gap) a').focus()");
        String focused = (String) page.script("return document.activeElement.textContent");

        events.task("Start").failed("web3", "no memory");
        record();

        page.eventually(page::rows, rows -> rows.contains("web3"));
        assertThat(page.script("return document.activeElement.textContent")).isEqualTo(focused);
        assertThat(page.one(".ae-tools input").getDomProperty("value")).isEqualTo("web");
    }

    @Test
    void outputFollowsTheRunUntilTheReaderScrollsUp() throws IOException {
        displayed(200);
        RunPage page = open("#output");
        page.eventually(() -> page.text(".ae-output"), text -> text.contains("line 200"));

        displayed(300);
        page.eventually(() -> page.text(".ae-output"), text -> text.contains("line 300"));
        page.script("document.querySelector('.ae-output').scrollTop = 0");
        page.eventually(() -> page.one(".ae-tools input[type=checkbox]").isSelected(), follows -> !follows);

        displayed(400);
        page.eventually(() -> page.text(".ae-tools"), text -> text.contains("400 lines"));
        assertThat(page.text(".ae-output")).contains("line 1").doesNotContain("line 400");
    }

    /** Ansible has displayed so many lines, and something has happened. */
    private void displayed(int lines) throws IOException {
        events.task("Task " + lines).ok("web1", false);
        Files.writeString(
                directory.resolve("stdout"),
                IntStream.rangeClosed(1, lines)
                        .mapToObj(line -> "line " + line + "\n")
                        .collect(Collectors.joining()));
        record();
    }

    /** One answer searches 16 MB of the output and 32 MB of the events. */
    @Test
    void searchGoesOnBehindWhatOneAnswerReads() throws IOException {
        String much = "so much was said. ".repeat(20_000);
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("stdout"))) {
            for (int line = 1; line <= 100; line++) {
                out.write(much + (line == 3 ? "early\n" : line == 98 ? "early and late\n" : "\n"));
            }
        }
        for (int task = 1; task <= 100; task++) {
            events.task("Talk").failed("web3", much + (task == 98 ? "early and late" : ""));
        }
        record();

        RunPage page = open("#output").type(".ae-tools input[type=search]", "early");
        page.eventually(() -> page.text(".ae-tools [role=status]"), "line 3, found 1 of 1 and more"::equals);
        page.press(Keys.ENTER);
        page.eventually(() -> page.text(".ae-tools [role=status]"), "line 98, found 2 of 2"::equals);
        page.press(Keys.ENTER);
        page.eventually(() -> page.text(".ae-tools [role=status]"), "line 3, found 1 of 2"::equals);
        page.clear(".ae-tools input[type=search]").type(".ae-tools input[type=search]", "never said");
        page.eventually(() -> page.text(".ae-tools [role=status]"), "Nothing found so far."::equals);

        page.type(".ae-search input", "and late");
        String found = page.eventually(() -> page.text(".ae-found"), text -> text.contains("Output"));
        assertThat(found).contains("Results 1\n", "Output 1\n", "line 98");
    }

    @Test
    void lostConnectionIsSaidAndOvercome() throws IOException {
        RunPage page = open("");
        gone = true;
        String lost = page.eventually(() -> page.text(".ae-alert[role=status]"), text -> !text.isEmpty());
        assertThat(lost).contains("The connection is gone", "Jenkins is going to shut down", "trying again in");

        gone = false;
        page.eventually(() -> page.all(".ae-alert[role=status]").get(0).isDisplayed(), shown -> !shown);
        browser.complaints();
    }

    @Test
    void searchOfTheOutputThatIsNotAnsweredSaysWhy() throws IOException {
        displayed(3);
        RunPage page = open("#output");
        page.eventually(() -> page.text(".ae-tools [role=status]"), "3 lines"::equals);

        gone = true;
        page.type(".ae-tools input[type=search]", "line");

        page.eventually(
                () -> page.text(".ae-tools [role=status]"), text -> text.contains("Jenkins is going to shut down"));
        gone = false;
        page.press(Keys.ENTER);
        page.eventually(() -> page.text(".ae-tools [role=status]"), "line 1, found 1 of 3"::equals);
        browser.complaints();
    }

    @Test
    void hostLeadsToItsPageOfAllJobs() {
        RunPage page = open("#host:web2");

        assertThat(page.all(".ae-main a").stream()
                        .map(link -> link.getDomAttribute("href"))
                        .toList())
                .contains("/hosts/?name=web2");
    }

    @Test
    void documentsThatAreNotThereAreExplained() {
        RunPage page = open("#event:4711");

        assertThat(page.dialog()).contains("4711");
        browser.complaints();
    }

    @Test
    void lastDocumentsOfARunAreAskedForAgain() throws IOException {
        for (String document : List.of("/tasks", "/failures")) {
            over = false;
            RunPage page = open("");
            events.task("Start").failed("web1", "no memory for " + document);
            record();
            refused = document;
            over = true;

            page.eventually(() -> page.text(".ae-failures"), text -> text.contains("no memory for " + document));
            page.eventually(() -> page.all(".ae-alert[role=alert]"), List::isEmpty);
        }
        browser.complaints();
    }

    /** A run that could not begin has no events; what Ansible says of it is displayed all the same. */
    @Test
    void whatIsDisplayedWithoutAnEventIsShownAtTheEnd() throws IOException {
        RunPage page = open("#warnings");
        page.eventually(() -> page.text(".ae-main"), text -> text.contains("no warning so far"));

        Files.writeString(directory.resolve("stderr"), "[WARNING]: the disk is nearly full\n");
        over = true;

        page.eventually(() -> page.text(".ae-main"), text -> text.contains("the disk is nearly full"));
    }

    @Test
    void answerThatComesLateDoesNotReplaceAnotherTask() throws IOException {
        events.task("Start").ok("web7", false);
        record();
        held = "/events?task=0";
        RunPage page = open("#task:0");
        page.script("location.hash = '#task:1'");
        page.eventually(page::rows, List.of("web7")::equals);

        held = "";
        arrived(page, "events?task=0");
        assertThat(page.rows()).containsExactly("web7");
        assertThat(page.heading()).isEqualTo("Start");
    }

    private static void arrived(RunPage page, String address) {
        page.eventually(
                () -> page.script(
                        "return performance.getEntriesByType('resource').some(one => one.name.includes(arguments[0]))",
                        address),
                Boolean.TRUE::equals);
        page.script("return new Promise(done => setTimeout(done, 200))");
    }

    /** Chromium asks for the same address one after the other, others do not. */
    @Test
    void olderAnswerThatComesAfterANewerOneIsGivenUp() throws IOException {
        RunPage page = open("#hosts");
        page.holdBack("/changes");
        page.tab("Changes");
        events.task("Start").ok("web7", true);
        record();
        page.eventually(() -> page.text(".ae-main"), text -> text.contains("Start"));

        page.handOver();
        assertThat(page.text(".ae-main")).contains("Start");
    }

    /** The items of a loop are events, too, and come before its result. */
    @Test
    void resultBehindThousandsOfItemsIsListed() throws IOException {
        events.task("Loop");
        for (int item = 0; item < 1_100; item++) {
            events.item("web9", "item " + item);
        }
        events.ok("web9", true);
        record();

        RunPage page = open("#host:web9");
        page.eventually(page::rows, List.of("Loop")::equals);
        page.script("location.hash = '#task:1'");
        page.eventually(page::rows, List.of("web9")::equals);
    }

    @Test
    void searchSaysWhatItCouldNotAsk() {
        RunPage page = open("#hosts");
        refused = "/output";
        page.type(".ae-search input", "never said", Keys.ENTER);

        String found = page.eventually(() -> page.text(".ae-found"), text -> !text.startsWith("Searching"));
        assertThat(found).isEqualTo("Not everything could be searched: Jenkins is busy");
        browser.complaints();
    }

    @Test
    void whatStaysTheSameKeepsTheFocus() throws IOException {
        RunPage page = open("#search:web2");
        page.eventually(() -> page.text(".ae-found"), text -> text.contains("Hosts 1"));
        page.script("document.querySelector('.ae-found a').focus()");

        events.task("Start").ok("web1", false);
        record();

        page.eventually(() -> page.text(".ae-headline-facts"), text -> text.contains("2 tasks"));
        assertThat(page.script("return document.activeElement.textContent")).isEqualTo("web2");
    }

    @Test
    void runThatHasHardlyBegunSaysSoFar() throws IOException {
        Files.delete(directory.resolve("events.jsonl"));
        view.close();
        view = RunView.open(RunFiles.of(new RunDirectory(directory)));
        RunPage page = open("#hosts");

        assertThat(page.text(".ae-sentence")).isEqualTo("No host has taken part so far.");
        assertThat(page.text(".ae-main")).contains("No host has taken part so far.");
        assertThat(page.tab("Output").text(".ae-main")).contains("Ansible has displayed nothing so far.");
    }

    @Test
    void hostInItsFirstTaskHasNoResultSoFar() throws IOException {
        events.task("Start").started("web7");
        record();

        RunPage page = open("#host:web7");
        page.eventually(() -> page.text(".ae-main"), text -> text.contains("No result of this host so far."));
        assertThat(page.text(".ae-main")).doesNotContain("not in this page");
    }
}
