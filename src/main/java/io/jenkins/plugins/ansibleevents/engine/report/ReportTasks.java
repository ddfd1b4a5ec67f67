package io.jenkins.plugins.ansibleevents.engine.report;

import java.io.IOException;
import java.util.List;

/** The tasks of the report, the slowest first. */
final class ReportTasks {

    private final ReportData data;
    private final HtmlWriter html;

    ReportTasks(ReportData data, HtmlWriter html) {
        this.data = data;
        this.html = html;
    }

    void write() throws IOException {
        html.open("section", "aria-labelledby", "tasks")
                .element("h2", "Tasks, the slowest first", "id", "tasks")
                .own("\n");
        List<ReportTask> tasks =
                data.tasks().stream().sorted(ReportTask.SLOWEST_FIRST).toList();
        if (tasks.isEmpty()) {
            html.element("p", "No task ran.", "class", "none").end();
            return;
        }
        html.open("div", "class", "scroll").open("table", "id", "task-table");
        html.element("caption", "Time is the sum over all hosts").open("thead").open("tr");
        html.element("th", "Task", "scope", "col").element("th", "hosts", "scope", "col", "class", "num");
        html.element("th", "outcomes", "scope", "col").element("th", "time", "scope", "col", "class", "num");
        html.element("th", "slowest host", "scope", "col").close().end();
        html.open("tbody").own("\n");
        for (ReportTask task :
                tasks.subList(0, Math.min(tasks.size(), data.limits().tasks()))) {
            row(task);
        }
        html.end().end().end();
        if (tasks.size() > data.limits().tasks()) {
            html.element(
                    "p",
                    "Only the slowest " + data.limits().tasks() + " of " + tasks.size() + " tasks are shown.",
                    "class",
                    "cap");
        }
        html.end();
    }

    private void row(ReportTask task) throws IOException {
        html.open("tr").open("th", "scope", "row").text(task.name());
        html.open("div", "class", "place").text(task.play() + " · ").element("code", task.action());
        if (!task.place().isEmpty()) {
            html.text(" · ")
                    .element("span", task.place().substring(task.place().lastIndexOf('/') + 1), "title", task.place());
        }
        html.close().close();
        html.element("td", Integer.toString(task.hosts()), "class", "num");
        html.open("td")
                .open(
                        "svg",
                        "class",
                        "mini",
                        "viewBox",
                        "0 0 100 8",
                        "preserveAspectRatio",
                        "none",
                        "role",
                        "img",
                        "aria-label",
                        inWords(task));
        outcomes(task);
        html.close().close();
        html.element("td", ReportSummary.seconds(task.seconds()), "class", "num");
        html.open("td")
                .text(task.slowestHost() + " ")
                .element("span", ReportSummary.seconds(task.longest()), "class", "dim");
        html.close().end();
    }

    private void outcomes(ReportTask task) throws IOException {
        html.element("title", inWords(task));
        double x = 0;
        for (HostResult outcome : HostResult.values()) {
            double width = 100.0 * task.count(outcome) / Math.max(1, task.hosts());
            if (width > 0) {
                ReportSummary.rectangle(html, outcome, x, width, 8);
            }
            x += width;
        }
    }

    private static String inWords(ReportTask task) {
        var words = new StringBuilder();
        for (HostResult outcome : HostResult.values()) {
            if (task.count(outcome) > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(task.count(outcome))
                        .append(' ')
                        .append(outcome.word());
            }
        }
        return words.toString();
    }
}
