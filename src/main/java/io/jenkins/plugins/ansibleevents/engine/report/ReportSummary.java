package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The head of the report: the outcome in a line, a bar and a few facts. */
final class ReportSummary {

    private final ReportFacts facts;
    private final ReportData data;
    private final HtmlWriter html;

    ReportSummary(ReportFacts facts, ReportData data, HtmlWriter html) {
        this.facts = facts;
        this.data = data;
        this.html = html;
    }

    void write() throws IOException {
        html.open("header");
        title();
        sentence();
        bar();
        if (!facts.outcome().isBlank()) {
            html.element("p", facts.outcome(), "class", "outcome").own("\n");
        }
        facts();
        box("This record is not complete.", facts.findings());
        box("To be read.", facts.notices());
        navigation();
        html.end();
    }

    private void title() throws IOException {
        html.open("div", "class", "title");
        html.open("h1").text(data.playbook().isEmpty() ? "Ansible run" : data.playbook());
        html.element("span", " run " + facts.ident(), "class", "ident").close();
        html.element("span", facts.status(), "class", "status " + statusClass());
        html.element("button", "Dark", "type", "button", "id", "theme", "hidden", "hidden");
        html.end();
    }

    private String statusClass() {
        return switch (facts.status()) {
            case "successful" -> "good";
            case "failed", "timeout", "canceled" -> "bad";
            default -> "unknown";
        };
    }

    private void sentence() throws IOException {
        Map<HostResult, Integer> states = states();
        int hosts = states.values().stream().mapToInt(Integer::intValue).sum();
        html.open("p", "class", "sentence");
        html.element("strong", hosts == 0 ? "No host took part" : Quantity.of(hosts, "host"));
        String separator = ": ";
        for (Map.Entry<HostResult, Integer> state : states.entrySet()) {
            html.text(separator)
                    .element(
                            "span",
                            state.getValue() + " " + state.getKey().word(),
                            "class",
                            "n-" + state.getKey().word());
            separator = ", ";
        }
        html.text(". " + Quantity.of(data.events(), "event") + duration() + ".").end();
    }

    private String duration() {
        try {
            Duration time =
                    Duration.between(OffsetDateTime.parse(data.firstTime()), OffsetDateTime.parse(data.lastTime()));
            return " in " + seconds(time.toMillis() / 1000.0);
        } catch (DateTimeParseException e) {
            return "";
        }
    }

    /** For example {@code 0.21 s}, {@code 12.3 s} or {@code 4 min 05 s}. */
    static String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return "";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 7200
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    private Map<HostResult, Integer> states() {
        var states = new EnumMap<HostResult, Integer>(HostResult.class);
        data.hostsWorstFirst().forEach(host -> states.merge(host.state(), 1, Integer::sum));
        return states;
    }

    private void bar() throws IOException {
        Map<HostResult, Integer> states = states();
        double all = states.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return;
        }
        html.open(
                "svg", "class", "bar", "viewBox", "0 0 1000 12", "preserveAspectRatio", "none", "aria-hidden", "true");
        double x = 0;
        for (Map.Entry<HostResult, Integer> state : states.entrySet()) {
            double width = 1000 * state.getValue() / all;
            rectangle(html, state.getKey(), x, width, 12);
            x += width;
        }
        html.end();
    }

    static void rectangle(HtmlWriter html, HostResult outcome, double x, double width, int height) throws IOException {
        html.open(
                "rect",
                "class",
                "f-" + outcome.word(),
                "x",
                String.format(Locale.ROOT, "%.2f", x),
                "y",
                "0",
                "width",
                String.format(Locale.ROOT, "%.2f", width),
                "height",
                Integer.toString(height));
        html.close();
    }

    private void facts() throws IOException {
        html.open("dl", "class", "facts");
        fact("Started", data.firstTime().replaceFirst("T", " ").replaceFirst("\\.\\d+", ""));
        fact("Exit code", facts.rc());
        AnsibleInfo ansible = facts.ansible();
        if (ansible != null) {
            fact("ansible-core", ansible.coreVersion());
            fact("Python", ansible.pythonVersion());
            fact("Program", ansible.executable());
            fact("Configuration", ansible.configFile());
        }
        fact("Command", facts.command());
        html.end();
    }

    private void fact(String name, String value) throws IOException {
        if (!value.isBlank()) {
            html.open("div").element("dt", name).open("dd");
            html.element(name.equals("Command") ? "code" : "span", value)
                    .close()
                    .end();
        }
    }

    private void box(String title, List<String> sentences) throws IOException {
        if (sentences.isEmpty()) {
            return;
        }
        html.open("div", "class", "alert", "role", "note")
                .element("strong", title)
                .open("ul");
        for (String sentence : sentences) {
            html.element("li", sentence);
        }
        html.end().end();
    }

    private void navigation() throws IOException {
        html.open("nav", "aria-label", "Sections");
        link("failures", "Failures", data.badSeen());
        handled("Rescued", data.failuresSeen(HostResult.RESCUED));
        handled("Ignored", data.failuresSeen(HostResult.IGNORED));
        link("hosts", "Hosts", data.hostsWorstFirst().size());
        link("changes", "Changes", (int)
                data.tasks().stream().filter(ReportChanges::isChange).count());
        link("tasks", "Tasks", data.tasks().size());
        link("warnings", "Warnings", data.warnings().size());
        html.end();
    }

    /** A link to the rescued or ignored failures, when the run had any. */
    private void handled(String name, int count) throws IOException {
        if (count > 0) {
            link("handled", name, count);
        }
    }

    private void link(String id, String name, int count) throws IOException {
        html.open("a", "href", "#" + id)
                .text(name + " ")
                .element("span", Integer.toString(count), "class", "count")
                .close();
    }
}
