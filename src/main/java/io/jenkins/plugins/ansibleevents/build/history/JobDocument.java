package io.jenkins.plugins.ansibleevents.build.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.NaturalOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page of a job shows, as JSON. Durations are in milliseconds, {@code started} is a time in milliseconds since 1970.
 *
 * <pre>
 * {"version": 1, "more": true,                          whether there are older builds
 *  "builds": [{"number": 41, "started": 1770000000000, "took": 4120, "changes": 7, "successful": false,
 *              "hosts": {"failed": 1, "unreachable": 0, "changed": 2, "ok": 3},
 *              "runs": [{"ident": "...", "playbook": "site.yml", "limit": "", "place": "", "check": false,
 *                        "status": "failed", "sentence": "..."}]}],         the newest first
 *  "hosts": ["web1", ...],                              those that were bad most often first, then by name
 *  "cells": ["fo.", ...],                               a string per build, a letter per host: f u c o, '.' took no part
 *  "comparison": {"build": 41, "reference": 40, "new": [entry], "outstanding": [entry], "fixed": [entry], "absent": [entry]},
 *                an entry: {"host": "web1", "state": "f", "since": 39, "build": 41, "ident": "...", "task": "...",
 *                           "message": "...", "path": "site.yml:81", "counter": 128}
 *  "flaky": {"hosts": [{"name": "web1", "path": "", "turns": 4, "bad": 3, "builds": 12}], "tasks": [...]},
 *  "slow": [{"name": "...", "path": "...", "took": [5070, null, ...]}]}      slowest tasks, a number per build
 * </pre>
 */
final class JobDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Rows of a list; more would not be read. */
    private static final int ROWS = 100;

    private static final int SLOW_TASKS = 10;

    private final JobPast past;
    private final Comparison.Reference reference;

    JobDocument(JobPast past, Comparison.Reference reference) {
        this.past = past;
        this.reference = reference;
    }

    /** Writes the document; the stream stays open. */
    void write(OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeBooleanField("more", past.more());
            builds(json);
            cells(json);
            if (!past.builds().isEmpty()) {
                comparison(json, Comparison.of(past.builds(), reference));
            }
            json.writeObjectFieldStart("flaky");
            flaky(json, "hosts", Flakiness.ofHosts(past.builds()));
            flaky(json, "tasks", Flakiness.ofTasks(past.builds()));
            json.writeEndObject();
            slow(json);
            json.writeEndObject();
        }
    }

    private void builds(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("builds");
        for (BuildPast build : past.builds()) {
            json.writeStartObject();
            json.writeNumberField("number", build.number());
            json.writeNumberField("started", build.started());
            json.writeNumberField("took", build.took());
            json.writeNumberField("changes", build.changes());
            json.writeBooleanField("successful", build.isSuccessful());
            json.writeObjectFieldStart("hosts");
            json.writeNumberField("failed", build.count(HostState.FAILED));
            json.writeNumberField("unreachable", build.count(HostState.UNREACHABLE));
            json.writeNumberField("changed", build.count(HostState.CHANGED));
            json.writeNumberField("ok", build.count(HostState.OK));
            json.writeEndObject();
            runs(json, build);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void runs(JsonGenerator json, BuildPast build) throws IOException {
        json.writeArrayFieldStart("runs");
        for (RunPast run : build.runs()) {
            json.writeStartObject();
            json.writeStringField("ident", run.ident());
            json.writeStringField("playbook", run.playbook());
            json.writeStringField("limit", run.limit());
            json.writeStringField("place", run.place());
            json.writeBooleanField("check", run.check());
            json.writeStringField("status", run.status());
            json.writeStringField("sentence", run.sentence());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void cells(JsonGenerator json) throws IOException {
        List<String> hosts = hosts();
        json.writeFieldName("hosts");
        json.writeStartArray();
        for (String host : hosts) {
            json.writeString(host);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cells");
        for (BuildPast build : past.builds()) {
            var letters = new StringBuilder(hosts.size());
            for (String name : hosts) {
                BuildPast.Host host = build.hosts().get(name);
                letters.append(host == null ? '.' : host.state().letter());
            }
            json.writeString(letters.toString());
        }
        json.writeEndArray();
    }

    private List<String> hosts() {
        var bad = new LinkedHashMap<String, Integer>();
        for (BuildPast build : past.builds()) {
            build.hosts().forEach((name, host) -> bad.merge(name, host.state().isBad() ? 1 : 0, Integer::sum));
        }
        return bad.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -bad.get(name)).thenComparing(NaturalOrder.NAMES))
                .toList();
    }

    private static void comparison(JsonGenerator json, Comparison found) throws IOException {
        json.writeObjectFieldStart("comparison");
        json.writeNumberField("build", found.build().number());
        BuildPast reference = found.reference();
        if (reference != null) {
            json.writeNumberField("reference", reference.number());
        }
        int before = reference == null ? 0 : reference.number();
        entries(json, "new", found.fresh(), found.build().number());
        entries(json, "outstanding", found.outstanding(), found.build().number());
        entries(json, "fixed", found.fixed(), before);
        entries(json, "absent", found.absent(), before);
        json.writeEndObject();
    }

    /** @param build in which the hosts were bad */
    private static void entries(JsonGenerator json, String name, List<Comparison.Entry> entries, int build)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Comparison.Entry entry : entries) {
            HostPast past = entry.host().past();
            json.writeStartObject();
            json.writeStringField("host", past.name());
            json.writeStringField("state", String.valueOf(past.state().letter()));
            json.writeNumberField("since", entry.since());
            json.writeNumberField("build", build);
            json.writeStringField("ident", entry.host().run().ident());
            var failure = past.failure();
            if (failure != null) {
                json.writeStringField("task", failure.task());
                json.writeStringField("message", failure.message());
                json.writeStringField("path", failure.path());
                json.writeNumberField("counter", failure.counter());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void flaky(JsonGenerator json, String name, List<Flakiness> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (Flakiness row : rows.subList(0, Math.min(ROWS, rows.size()))) {
            json.writeStartObject();
            json.writeStringField("name", row.name());
            json.writeStringField("path", row.path());
            json.writeNumberField("turns", row.turns());
            json.writeNumberField("bad", row.bad());
            json.writeNumberField("builds", row.builds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The tasks that took longest in any of the builds. */
    private void slow(JsonGenerator json) throws IOException {
        Map<String, TaskPast> longest = new HashMap<>();
        for (BuildPast build : past.builds()) {
            build.tasks()
                    .forEach((key, task) ->
                            longest.merge(key, task, (one, other) -> one.took() >= other.took() ? one : other));
        }
        var keys = new ArrayList<>(longest.keySet());
        keys.sort(Comparator.comparingLong((String key) -> -longest.get(key).took())
                .thenComparing(Comparator.naturalOrder()));
        json.writeArrayFieldStart("slow");
        for (String key : keys.subList(0, Math.min(SLOW_TASKS, keys.size()))) {
            json.writeStartObject();
            json.writeStringField("name", longest.get(key).name());
            json.writeStringField("path", longest.get(key).path());
            json.writeArrayFieldStart("took");
            for (BuildPast build : past.builds()) {
                TaskPast task = build.tasks().get(key);
                if (task == null) {
                    json.writeNull();
                } else {
                    json.writeNumber(task.took());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
