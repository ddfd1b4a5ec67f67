package io.jenkins.plugins.ansibleevents.engine.report;

import java.io.IOException;
import java.util.Map;

/** Warnings and deprecations of the report, each once. */
final class ReportWarnings {

    private final ReportData data;
    private final HtmlWriter html;

    ReportWarnings(ReportData data, HtmlWriter html) {
        this.data = data;
        this.html = html;
    }

    void write() throws IOException {
        html.open("section", "aria-labelledby", "warnings")
                .element("h2", "Warnings", "id", "warnings")
                .own("\n");
        if (data.warnings().isEmpty()) {
            html.element("p", "No warnings.", "class", "none").end();
            return;
        }
        html.open("ul", "class", "warnings");
        for (Map.Entry<String, Integer> warning : data.warnings().entrySet()) {
            html.open("li").element("pre", warning.getKey());
            if (warning.getValue() > 1) {
                html.element("span", warning.getValue() + " times", "class", "dim");
            }
            html.end();
        }
        html.end();
        if (data.warnings().size() >= data.limits().warnings()) {
            html.element(
                    "p",
                    "Only the first " + data.limits().warnings() + " different warnings are shown.",
                    "class",
                    "cap");
        }
        html.end();
    }
}
