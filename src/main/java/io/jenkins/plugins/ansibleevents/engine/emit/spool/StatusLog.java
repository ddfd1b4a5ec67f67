package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The statuses of a run and their place between its events, in memory and in {@code statuses.jsonl}: one JSON object a
 * line, {@code {"after": N, "status": {...}}}, where N is the counter of the last event before it and {@code status} is
 * the message as it is sent. One thread appends, any thread reads.
 */
final class StatusLog {

    /**
     * A status and its place.
     *
     * @param after counter of the last event before it
     */
    record Entry(long after, String status, byte[] json) {}

    private static final Set<String> LAST = Set.of("successful", "failed", "timeout", "canceled");

    private final JsonLines file;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private StatusLog(JsonLines file) {
        this.file = file;
    }

    static StatusLog open(Path path) throws IOException {
        var log = new StatusLog(new JsonLines(path));
        for (JsonNode line : log.file.read()) {
            if (line.get("status") instanceof ObjectNode status) {
                log.entries.add(entry(line.path("after").asLong(), status));
            }
        }
        return log;
    }

    int size() {
        return entries.size();
    }

    @CheckForNull
    Entry get(int index) {
        return index < entries.size() ? entries.get(index) : null;
    }

    /** Whether the statuses so far say that the run has ended. */
    boolean complete() {
        return !entries.isEmpty()
                && LAST.contains(entries.get(entries.size() - 1).status());
    }

    /** Appends in memory first, so that a full disk does not keep a status from being sent. */
    void append(long after, StatusEvent status) throws IOException {
        var json = (ObjectNode) JsonLines.JSON.readTree(status.toJson());
        entries.add(entry(after, json));
        file.append(JsonLines.JSON.createObjectNode().put("after", after).set("status", json));
    }

    private static Entry entry(long after, ObjectNode status) {
        return new Entry(
                after, status.path("status").asText(), status.toString().getBytes(StandardCharsets.UTF_8));
    }
}
