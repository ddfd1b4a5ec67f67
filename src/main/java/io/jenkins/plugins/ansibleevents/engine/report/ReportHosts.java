package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The hosts of the report: a table, the worst first, and the events of each. */
final class ReportHosts {

    private static final Map<HostResult, ToIntFunction<Recap.Host>> COLUMNS = columns();

    private final ReportData data;
    private final HtmlWriter html;
    private final List<ReportHost> hosts;
    private final Map<String, Recap.Host> recap;

    ReportHosts(ReportData data, HtmlWriter html) {
        this.data = data;
        this.html = html;
        this.hosts = data.hostsWorstFirst();
        this.recap = data.recap().hosts().stream().collect(Collectors.toMap(Recap.Host::name, host -> host));
    }

    private static Map<HostResult, ToIntFunction<Recap.Host>> columns() {
        var columns = new LinkedHashMap<HostResult, ToIntFunction<Recap.Host>>();
        columns.put(HostResult.OK, Recap.Host::ok);
        columns.put(HostResult.CHANGED, Recap.Host::changed);
        columns.put(HostResult.FAILED, Recap.Host::failed);
        columns.put(HostResult.UNREACHABLE, Recap.Host::unreachable);
        columns.put(HostResult.RESCUED, Recap.Host::rescued);
        columns.put(HostResult.IGNORED, Recap.Host::ignored);
        columns.put(HostResult.SKIPPED, Recap.Host::skipped);
        return columns;
    }

    private double secondsOf(ReportHost host) {
        return recap.get(host.name()).seconds();
    }

    void write() throws IOException {
        html.open("section", "aria-labelledby", "hosts")
                .element("h2", "Hosts", "id", "hosts")
                .own("\n");
        if (hosts.isEmpty()) {
            html.element("p", "No host took part.", "class", "none").end();
            return;
        }
        filter();
        table();
        capped(hosts.size(), data.limits().hosts(), "hosts are in this table");
        html.element("h3", "Host by host").own("\n");
        for (ReportHost host : hosts) {
            if (host.isDetailed()) {
                detail(host);
            }
        }
        capped(hosts.size(), data.limits().detailedHosts(), "hosts are shown event by event");
        html.end();
    }

    private void capped(int all, int shown, String what) throws IOException {
        if (all > shown) {
            html.element(
                    "p",
                    "Only the first " + shown + " of " + all + " " + what
                            + ", the worst first; events.jsonl holds them all.",
                    "class",
                    "cap");
        }
    }

    private void filter() throws IOException {
        html.open("form", "class", "filter", "id", "filter", "role", "search", "hidden", "hidden");
        html.open("label").text("Filter ");
        html.empty("input", "type", "search", "id", "filter-text", "placeholder", "host name", "autocomplete", "off");
        html.close();
        html.open("label").text("State ").open("select", "id", "filter-state").element("option", "all", "value", "");
        for (HostResult outcome : HostResult.values()) {
            if (hosts.stream().anyMatch(host -> host.state() == outcome)) {
                html.element("option", outcome.word(), "value", outcome.word());
            }
        }
        html.close().close();
        html.element("output", "", "id", "filter-count", "aria-live", "polite").end();
    }

    private void table() throws IOException {
        html.open("div", "class", "scroll").open("table", "id", "host-table");
        html.element("caption", "Counted as in the recap of Ansible: changed and ignored results are also ok")
                .open("thead")
                .open("tr");
        html.element("th", "Host", "scope", "col").element("th", "State", "scope", "col");
        for (HostResult column : COLUMNS.keySet()) {
            html.element("th", column.word(), "scope", "col", "class", "num");
        }
        html.element("th", "time", "scope", "col", "class", "num").close().end();
        html.open("tbody").own("\n");
        for (ReportHost host :
                hosts.subList(0, Math.min(hosts.size(), data.limits().hosts()))) {
            row(host);
        }
        html.end().end().end();
    }

    private void row(ReportHost host) throws IOException {
        html.open("tr", "data-host", host.name(), "data-state", host.state().word());
        html.open("th", "scope", "row");
        if (host.isDetailed()) {
            html.element("a", host.name(), "href", "#" + ReportFailures.hostId(host.name()));
        } else {
            html.text(host.name());
        }
        html.close().open("td");
        ReportFailures.badge(html, host.state());
        html.close();
        for (var column : COLUMNS.entrySet()) {
            int count = column.getValue().applyAsInt(recap.get(host.name()));
            html.element(
                    "td",
                    count == 0 ? "·" : Integer.toString(count),
                    "class",
                    count == 0 ? "num zero" : "num n-" + column.getKey().word());
        }
        html.element("td", ReportSummary.seconds(secondsOf(host)), "class", "num")
                .end();
    }

    private void detail(ReportHost host) throws IOException {
        html.open(
                "details",
                "class",
                "host",
                "id",
                ReportFailures.hostId(host.name()),
                "data-host",
                host.name(),
                "data-state",
                host.state().word());
        html.open("summary");
        ReportFailures.badge(html, host.state());
        html.element("b", host.name()).text(" ");
        html.element("span", results(host) + ", " + ReportSummary.seconds(secondsOf(host)), "class", "dim");
        html.end();
        html.open("div", "class", "scroll").open("table", "class", "events").own("\n");
        html.open("tbody");
        for (ReportHost.Line line : host.lines()) {
            line(line);
        }
        html.end().end().end();
        if (host.notListed() > 0) {
            html.element(
                    "p",
                    "Not listed: " + Quantity.of(host.notListed(), "more result") + " of this host; see events.jsonl.",
                    "class",
                    "cap");
        }
        html.end();
    }

    private static String results(ReportHost host) {
        return Quantity.of(host.lines().size() + host.notListed(), "result");
    }

    private void line(ReportHost.Line line) throws IOException {
        html.open("tr", "class", line.item().isEmpty() ? "" : "item");
        html.element("td", line.time(), "class", "time").open("td");
        ReportFailures.badge(html, line.outcome());
        html.close().open("td").text(line.item().isEmpty() ? line.task() : line.item());
        if (!line.message().isEmpty()) {
            html.element("div", line.message(), "class", "message");
        }
        html.close();
        html.element(
                "td", line.item().isEmpty() ? shortPlace(line.place()) : "", "class", "place", "title", line.place());
        html.element("td", ReportSummary.seconds(line.seconds()), "class", "num")
                .end();
    }

    private static String shortPlace(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }
}
