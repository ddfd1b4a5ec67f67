package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.report.ReportData.Failure;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.util.List;

/** The failures of the report with all their text, those that count before those that were rescued or ignored. */
final class ReportFailures {

    private final ReportData data;
    private final HtmlWriter html;

    ReportFailures(ReportData data, HtmlWriter html) {
        this.data = data;
        this.html = html;
    }

    void write() throws IOException {
        html.open("section", "aria-labelledby", "failures")
                .element("h2", "Failures", "id", "failures")
                .own("\n");
        runErrors();
        if (data.failures().isEmpty() && data.errors().isEmpty()) {
            html.element("p", "Nothing failed.", "class", "none");
        }
        articles(data.failures(), data.badSeen());
        if (!data.handled().isEmpty()) {
            handled(data.failuresSeen(HostResult.RESCUED), data.failuresSeen(HostResult.IGNORED));
        }
        html.end();
    }

    private void articles(List<Failure> shown, int all) throws IOException {
        for (Failure failure : shown) {
            article(failure);
        }
        if (all > shown.size()) {
            html.element(
                    "p",
                    "Only the first " + shown.size() + " of " + all
                            + " failures are shown; events.jsonl holds them all.",
                    "class",
                    "cap");
        }
    }

    private void runErrors() throws IOException {
        if (!data.errors().isEmpty()) {
            html.open("article", "class", "failure o-failed").element("h3", "Ansible reported an error");
            html.element("pre", data.errors(), "tabindex", "0").end();
        }
    }

    private void handled(int rescued, int ignored) throws IOException {
        String counts = rescued == 0 ? "" : rescued + " rescued" + (ignored == 0 ? "" : ", ");
        counts += ignored == 0 ? "" : ignored + " ignored";
        html.open("details", "class", "handled", "id", "handled");
        html.element("summary", counts + ": they do not count as failures");
        articles(data.handled(), rescued + ignored);
        html.end();
    }

    private void article(Failure failure) throws IOException {
        html.open("article", "class", "failure o-" + failure.outcome().word()).open("h3");
        badge(html, failure.outcome());
        String host = String.valueOf(failure.head().host());
        html.element("a", host, "href", "#" + hostId(host));
        html.text(" ")
                .element("span", String.valueOf(failure.head().task()), "class", "task")
                .close()
                .own("\n");
        html.element("p", failure.headline(), "class", "headline");
        place(failure);
        for (ResultText.Part part : failure.parts()) {
            if (!part.text().equals(failure.headline())) {
                html.element("h4", part.name());
                html.element("pre", Excerpt.of(part.text(), data.limits().text()), "tabindex", "0");
            }
        }
        html.end();
    }

    private void place(Failure failure) throws IOException {
        html.open("p", "class", "place");
        String play = failure.head().play();
        if (play != null) {
            html.text("play ").element("b", play);
        }
        String path = failure.head().taskPath();
        if (path != null) {
            html.text(", at ").element("code", path);
        }
        html.text(", event " + failure.head().counter()).end();
    }

    static void badge(HtmlWriter html, HostResult outcome) throws IOException {
        html.element("span", outcome.word(), "class", "badge b-" + outcome.word())
                .text(" ");
    }

    /** A fragment identifier for any host name; no two hosts share one. */
    static String hostId(String host) {
        var id = new StringBuilder("host-");
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.');
            id.append(plain ? String.valueOf(c) : "_" + Integer.toHexString(c) + "_");
        }
        return id.toString();
    }
}
