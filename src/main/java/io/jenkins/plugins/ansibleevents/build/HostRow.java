package io.jenkins.plugins.ansibleevents.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.engine.event.NaturalOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jenkins.util.VirtualFile;

/**
 * One line of the host table.
 *
 * @param host its name in the inventory
 * @param counts the counts of {@link HostTally#COUNTS}, in that order
 * @param state what colours the line: {@code failed}, {@code unreachable}, {@code changed} or {@code ok}
 * @param seconds sum of the durations of its tasks
 * @param failure task and message of its first failure; empty when there is none
 */
public record HostRow(String host, List<Integer> counts, String state, double seconds, String failure) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WORST_FIRST = List.of("failed", "unreachable", "changed", "ok");

    public HostRow {
        counts = List.copyOf(counts);
    }

    /** For views: records have no getters that Jelly finds. */
    public String getHost() {
        return host;
    }

    public List<Integer> getCounts() {
        return counts;
    }

    public String getState() {
        return state;
    }

    /** For a link to its events. */
    public String getEncodedHost() {
        return Util.rawEncode(host);
    }

    public String getDuration() {
        return Util.getTimeSpanString(Math.round(seconds * 1000));
    }

    public String getFailure() {
        return failure;
    }

    /** Reads a {@code recap.json}. */
    static List<HostRow> read(VirtualFile file) throws IOException {
        try (var content = file.open()) {
            return rows(JSON.readTree(content));
        }
    }

    private static List<HostRow> rows(JsonNode recap) {
        var rows = new ArrayList<HostRow>();
        recap.path("hosts").properties().forEach(e -> rows.add(row(e.getKey(), e.getValue())));
        rows.sort(Comparator.comparingInt((HostRow row) -> WORST_FIRST.indexOf(row.state()))
                .thenComparing(HostRow::host, NaturalOrder.NAMES));
        return rows;
    }

    private static HostRow row(String host, JsonNode counts) {
        var row = new ArrayList<Integer>();
        HostTally.COUNTS.forEach(count -> row.add(counts.path(count).asInt()));
        String state = WORST_FIRST.stream()
                .filter(s -> counts.path(s).asInt() > 0)
                .findFirst()
                .orElse("ok");
        return new HostRow(host, row, state, counts.path("seconds").asDouble(), failure(counts.path("first_failure")));
    }

    private static String failure(JsonNode first) {
        if (first.isMissingNode()) {
            return "";
        }
        return first.path("task").asText() + ": " + first.path("message").asText();
    }
}
