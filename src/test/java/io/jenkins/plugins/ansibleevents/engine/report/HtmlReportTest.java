package io.jenkins.plugins.ansibleevents.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file itself; what its scripts make of it in a browser is shown in {@code engine.view.browser}. */
class HtmlReportTest {

    private static final Pattern SCRIPT = Pattern.compile("(?s)<script([^>]*)>(.*?)</script>");
    private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)> \u202e \u001b[31mred";

    @TempDir
    Path directory;

    private String report(Events events) throws IOException {
        Files.writeString(directory.resolve("status"), "failed");
        events.in(directory);
        var out = new ByteArrayOutputStream();
        try (RunView run = RunView.ofEnded(RunFiles.of(new RunDirectory(directory)), null, List.of("it was killed"))) {
            HtmlReport.write(run, out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The page where neither scripts nor styles are allowed: the text of its elements. */
    private static String withoutScript(String page) {
        String markup = STYLE.matcher(SCRIPT.matcher(page).replaceAll("")).replaceAll("");
        return markup.replaceAll("<[^>]+>", "");
    }

    private static JsonNode documents(String page) throws IOException {
        Matcher script = SCRIPT.matcher(page);
        assertThat(script.find()).isTrue();
        assertThat(script.group(1)).isEqualTo(" type=\"application/json\" id=\"ansible-events-data\"");
        return new ObjectMapper().readTree(script.group(2));
    }

    @Test
    void reportHoldsTheDocumentsOfTheRun() throws IOException {
        JsonNode documents = documents(report(
                new Events().play("web").task("Copy").failed("a", "disk full").ok("b", true)));

        assertThat(documents.fieldNames())
                .toIterable()
                .contains(
                        "summary",
                        "hosts",
                        "tasks",
                        "cells",
                        "times",
                        "failures",
                        "changes",
                        "remarks",
                        "events",
                        "detail",
                        "output");
        assertThat(documents.at("/failures/groups/0/message").asText()).isEqualTo("disk full");
        assertThat(documents.at("/hosts/hosts/1/name").asText()).isEqualTo("b");
    }

    @Test
    void withoutScriptsTheReportSaysWhatFailedWhereAndWhy() throws IOException {
        String text = withoutScript(report(new Events()
                .play("web")
                .task("Copy")
                .failed("a", "disk full")
                .failed("b", "disk full")
                .unreachable("c", "no route")
                .ok("d", true)));

        assertThat(text)
                .containsSubsequence(
                        "4 hosts: 2 failed, 1 unreachable, 1 changed.",
                        "This record is not complete: it was killed",
                        "failed: Copy, on a, b",
                        "disk full",
                        "said by a",
                        "site.yml:1",
                        "unreachable: Copy, on c",
                        "no route",
                        "events.jsonl");
    }

    @Test
    void withoutScriptsOnlyTheFirstHostsAndFailuresAreNamed() throws IOException {
        var events = new Events().play("web");
        for (int task = 0; task < 60; task++) {
            events.task("t" + task);
            for (int host = 0; host < 12; host++) {
                events.failed("h" + host + "-" + task, "m");
            }
        }

        assertThat(withoutScript(report(events))).contains("on h0-0, h1-0,", " and 2 more", "and 10 more.");
    }

    @Test
    void runWithoutHostsSaysSo() throws IOException {
        assertThat(withoutScript(report(new Events().display("error", "ERROR! no such playbook"))))
                .contains("No host took part.");
    }

    @Test
    void nothingAPlaybookSaysBecomesActive() throws IOException {
        String page = report(new Events()
                .play(HOSTILE)
                .task(HOSTILE)
                .failed(HOSTILE, HOSTILE)
                .diff(HOSTILE, HOSTILE)
                .display("warning", HOSTILE)
                .display("error", HOSTILE)
                .stats(HOSTILE, 1));

        assertThat(SCRIPT.matcher(page).results()).hasSize(2);
        assertThat(Pattern.compile("<script|</script").matcher(page).results()).hasSize(4);
        assertThat(page).doesNotContain("<img", "<!--");
        String markup = SCRIPT.matcher(page).replaceAll("");
        assertThat(markup).doesNotContain("\u001b", "\u202e").contains("&lt;img", "\\u202e");
        String tags = markup.replaceAll("\"[^\"]*\"", "\"\"");
        assertThat(tags).doesNotContainPattern("<[^>]* on[a-z]+=").doesNotContainPattern("<[^>]* style=");
    }

    @Test
    void policyAllowsTheOwnScriptAndStyleOnly() throws IOException {
        String page = report(new Events().play("web").task("t").ok("a", true));

        Matcher style = STYLE.matcher(page);
        assertThat(style.find()).isTrue();
        String script = SCRIPT.matcher(page).results().toList().get(1).group(2);
        assertThat(page)
                .contains("default-src &#39;none&#39;", "base-uri &#39;none&#39;", "form-action &#39;none&#39;")
                .contains("style-src &#39;sha256-" + HtmlWriter.escaped(hash(style.group(1))))
                .contains("script-src &#39;sha256-" + HtmlWriter.escaped(hash(script)));
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }

    @Test
    void pageLoadsNothing() throws IOException {
        String page = report(new Events().play("web").task("t").ok("a", true).stats());

        assertThat(page).doesNotContainPattern("(?i)(src|href|url)\\s*[=(]\\s*[\"']?(https?:|//|data:|file:)");
        assertThat(page).doesNotContainPattern("(?i)<(link|img|iframe|object)");
    }

    @Test
    void fileIsSmallBesideItsData() throws IOException {
        String page = report(new Events().play("web").task("t").ok("a", true).stats());

        int data = page.indexOf("id=\"ansible-events-data\">");
        assertThat(data).isPositive();
        assertThat(page.length() - (page.indexOf("</script>", data) - data)).isLessThan(150_000);
    }
}
