package io.jenkins.plugins.ansibleevents.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import io.jenkins.plugins.ansibleevents.engine.view.HostView;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.TaskView;
import io.jenkins.plugins.ansibleevents.engine.view.ViewException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the report says without scripts and styles: how the run ended, what failed where and why. */
final class ReportText {

    private static final int GROUPS = 50;
    private static final int HOSTS = 10;
    private static final int CHARACTERS = 1_000;
    private static final List<String> STATES = List.of("failed", "unreachable", "changed", "ok");

    private final List<HostView> hosts;
    private final List<TaskView> tasks;
    private final HtmlWriter html;
    private final JsonNode summary;
    private final JsonNode failures;

    ReportText(RunView run, HtmlWriter html) throws IOException {
        this.hosts = run.hosts();
        this.tasks = run.tasks();
        this.html = html;
        this.summary = document(run, "summary");
        this.failures = document(run, "failures").path("groups");
    }

    private static JsonNode document(RunView run, String name) throws IOException {
        var out = new ByteArrayOutputStream();
        try {
            run.write(name, Map.of(), out);
        } catch (ViewException e) {
            throw new IllegalStateException(name + " is always there", e);
        }
        return new ObjectMapper().readTree(out.toByteArray());
    }

    /** For the title of the page. */
    String title() {
        return summary.path("title").asText() + ", run " + summary.path("ident").asText() + ": "
                + summary.path("status").asText();
    }

    void write() throws IOException {
        html.own("\n").element("h1", title()).own("\n");
        html.element("p", counts()).own("\n");
        sentence(summary.path("sentence").asText());
        for (JsonNode problem : summary.path("problems")) {
            html.element("p", "This record is not complete: " + problem.asText())
                    .own("\n");
        }
        failures();
        html.element(
                        "p",
                        "This page shows more where it may run its own script: download it and open the file."
                                + " All results are in events.jsonl beside it.")
                .own("\n");
    }

    private void sentence(String text) throws IOException {
        if (!text.isEmpty()) {
            html.element("p", text).own("\n");
        }
    }

    private String counts() {
        JsonNode counted = summary.path("hosts");
        int total = counted.path("total").asInt();
        if (total == 0) {
            return "No host took part.";
        }
        List<String> parts = STATES.stream()
                .filter(state -> counted.path(state).asInt() > 0)
                .map(state -> counted.path(state).asInt() + " " + state)
                .toList();
        return Quantity.of(total, "host") + ": " + String.join(", ", parts) + ".";
    }

    private void failures() throws IOException {
        List<JsonNode> bad = new ArrayList<>();
        for (JsonNode group : failures) {
            if (STATES.subList(0, 2).contains(group.path("state").asText())) {
                bad.add(group);
            }
        }
        for (JsonNode group : bad.subList(0, Math.min(GROUPS, bad.size()))) {
            failure(group);
        }
        if (bad.size() > GROUPS) {
            html.element("p", "and " + (bad.size() - GROUPS) + " more.").own("\n");
        }
    }

    private void failure(JsonNode group) throws IOException {
        String task = tasks.get(group.path("task").asInt()).name();
        html.element("h2", group.path("state").asText() + ": " + task + ", on " + names(group.path("hosts")))
                .own("\n");
        html.element("p", excerpt(group.path("message"))).own("\n");
        for (JsonNode part : group.path("parts")) {
            html.element("h3", part.path("name").asText());
            html.element("pre", excerpt(part.path("text"))).own("\n");
        }
        html.element("p", group.path("path").asText()).own("\n");
    }

    private static String excerpt(JsonNode text) {
        return Excerpt.of(text.asText(), CHARACTERS);
    }

    private String names(JsonNode numbers) {
        var names = new ArrayList<String>();
        for (int i = 0; i < Math.min(HOSTS, numbers.size()); i++) {
            names.add(hosts.get(numbers.get(i).asInt()).name());
        }
        String all = String.join(", ", names);
        return numbers.size() > HOSTS ? all + " and " + (numbers.size() - HOSTS) + " more" : all;
    }
}
