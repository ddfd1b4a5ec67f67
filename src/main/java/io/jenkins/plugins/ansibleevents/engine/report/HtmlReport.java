package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.ProductVersion;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * {@code report.html}: a run on one page, in one file that loads nothing else. It shows the summary, failures with
 * their text, hosts with the worst first, changes with diffs, the slowest tasks, and warnings. Without scripts only the
 * filter is missing; without styles (some servers forbid both) the page is still readable.
 *
 * <p>All text of the run is escaped, and the page's own policy allows only its own style and script, so that no output
 * of a playbook can become active. Large runs are cut at {@link ReportLimits}, and the page says so. Reads the events
 * three times; memory is bounded by the limits, the number of hosts and the number of tasks.
 */
public final class HtmlReport {

    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private HtmlReport() {}

    /**
     * Writes the report of a run.
     *
     * @param run its directory; only {@code events.jsonl} must be there
     * @param out receives UTF-8 and stays open
     */
    public static void write(RunDirectory run, OutputStream out) throws IOException {
        write(
                ReportFacts.read(run, Manifest.verify(run.path()).findings()),
                ReportData.gather(RunEvents.of(run.events()), run.stderr(), ReportLimits.DEFAULT),
                out);
    }

    static void write(ReportFacts facts, ReportData data, OutputStream out) throws IOException {
        var html = new HtmlWriter(out);
        html.own("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(facts, html);
        html.open("body");
        html.element("a", "Skip to the content", "class", "skip", "href", "#content")
                .own("\n");
        new ReportSummary(facts, data, html).write();
        html.open("main", "id", "content");
        new ReportFailures(data, html).write();
        new ReportHosts(data, html).write();
        new ReportChanges(data, html).write();
        new ReportTasks(data, html).write();
        new ReportWarnings(data, html).write();
        html.end();
        html.open("footer")
                .text("Recorded by ansible-events " + ProductVersion.get() + ".")
                .end();
        html.open("script").own(SCRIPT).end();
        html.end();
        html.end();
        html.flush();
    }

    private static void head(ReportFacts facts, HtmlWriter html) throws IOException {
        html.open("head").own("\n");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy());
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark").own("\n");
        html.element("title", "Ansible run " + facts.ident() + ": " + facts.status())
                .own("\n");
        html.open("style").own(STYLE).end();
        html.end();
    }

    private static String policy() {
        return "default-src 'none'; style-src 'sha256-" + hash(STYLE) + "'; script-src 'sha256-" + hash(SCRIPT)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + HtmlReport.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
