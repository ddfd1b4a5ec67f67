package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import java.io.IOException;
import java.util.List;

/** The changes of the run, task by task, with diffs; in check mode these are the differences from the wanted state. */
final class ReportChanges {

    private final ReportData data;
    private final HtmlWriter html;

    ReportChanges(ReportData data, HtmlWriter html) {
        this.data = data;
        this.html = html;
    }

    static boolean isChange(ReportTask task) {
        return task.count(HostResult.CHANGED) > 0 || !task.diffs().isEmpty();
    }

    void write() throws IOException {
        html.open("section", "aria-labelledby", "changes")
                .element("h2", "Changes", "id", "changes")
                .own("\n");
        List<ReportTask> changed =
                data.tasks().stream().filter(ReportChanges::isChange).toList();
        if (changed.isEmpty()) {
            html.element("p", "Nothing changed.", "class", "none");
        }
        for (ReportTask task :
                changed.subList(0, Math.min(changed.size(), data.limits().tasks()))) {
            task(task);
        }
        if (changed.size() > data.limits().tasks()) {
            html.element(
                    "p",
                    "Only the first " + data.limits().tasks() + " of " + changed.size() + " changing tasks are shown.",
                    "class",
                    "cap");
        }
        if (data.diffsSeen() > data.limits().diffs()) {
            html.element(
                    "p",
                    "Only the first " + data.limits().diffs() + " of " + data.diffsSeen()
                            + " diffs are shown; events.jsonl holds them all.",
                    "class",
                    "cap");
        }
        html.end();
    }

    private void task(ReportTask task) throws IOException {
        int hosts = task.count(HostResult.CHANGED);
        html.open("details", "class", "change").open("summary");
        html.element("b", task.name()).text(" ");
        html.element("span", Quantity.of(hosts, "host") + " changed", "class", "n-changed")
                .text(" ");
        html.element("span", task.play(), "class", "dim").end();
        if (task.diffs().isEmpty()) {
            html.element(
                    "p",
                    "Without a diff: " + String.join(", ", task.changedHosts())
                            + (hosts > task.changedHosts().size() ? " and more" : ""));
        }
        for (ReportTask.Diff diff : task.diffs()) {
            html.element("h4", diff.host());
            diff(diff.text());
        }
        html.end();
    }

    private void diff(String text) throws IOException {
        html.open("pre", "class", "diff", "tabindex", "0");
        for (String line : text.lines().toList()) {
            html.element("span", line, "class", kind(line)).text("\n");
        }
        html.end();
    }

    private static String kind(String line) {
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) {
            return "meta";
        }
        return line.startsWith("+") ? "plus" : line.startsWith("-") ? "minus" : "same";
    }
}
