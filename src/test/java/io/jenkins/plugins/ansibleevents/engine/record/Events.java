package io.jenkins.plugins.ansibleevents.engine.record;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Writes down a run as its events, for tests: {@code new Events().play("web").task("Copy").ok("a", true)}. */
public final class Events {

    private final List<EventLine> lines = new ArrayList<>();
    private String play = "";
    private String task = "";
    private int plays;
    private int tasks;
    private int loads;
    private int place;

    public Events play(String name) {
        play = name;
        plays++;
        return add(event("playbook_on_play_start"));
    }

    public Events task(String name) {
        task = name;
        tasks++;
        place = tasks;
        loads = tasks;
        return add(event("playbook_on_task_start"));
    }

    /** The same task of the same file, but loaded again and so with another uuid. */
    public Events loadedAgain() {
        loads += 1000;
        return add(event("playbook_on_task_start"));
    }

    /** An event of this run once more, as the start of a handler or of a batch comes again. */
    public Events again(EventLine line) {
        try {
            ObjectNode event = line.tree();
            int counter = lines.size() + 1;
            event.put("counter", counter).put("uuid", "00000000-0000-4000-8000-" + String.format("%012d", counter));
            return add(event);
        } catch (EventFormatException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Events started(String host) {
        ObjectNode event = event("runner_on_start");
        event.withObject("/event_data").put("host", host);
        return add(event);
    }

    public Events noHosts() {
        return add(event("playbook_on_no_hosts_matched"));
    }

    public Events ok(String host, boolean changed) {
        ObjectNode event = result("runner_on_ok", host);
        event.withObject("/event_data/res").put("changed", changed);
        return add(event);
    }

    /** One round of a loop. */
    public Events item(String host, String label) {
        ObjectNode event = result("runner_item_on_ok", host);
        event.withObject("/event_data/res").put("_ansible_item_label", label);
        return add(event);
    }

    public Events failed(String host, String message) {
        ObjectNode event = result("runner_on_failed", host);
        event.withObject("/event_data/res").put("msg", message).put("stderr", "said by " + host);
        return add(event);
    }

    /** A command that has failed. */
    public Events failedCommand(String host, List<String> words) {
        ObjectNode event = result("runner_on_failed", host);
        ObjectNode result = event.withObject("/event_data/res").put("msg", "non-zero return code");
        words.forEach(result.putArray("cmd")::add);
        return add(event);
    }

    public Events failedItem(String host, String item, List<String> words, String stderr) {
        ObjectNode event = result("runner_on_failed", host);
        ObjectNode result = event.withObject("/event_data/res").put("msg", "One or more items failed");
        ObjectNode failed = result.putArray("results")
                .addObject()
                .put("failed", true)
                .put("msg", "non-zero return code")
                .put("rc", 3)
                .put("stderr", stderr)
                .put("_ansible_item_label", item);
        words.forEach(failed.putArray("cmd")::add);
        return add(event);
    }

    public Events ignored(String host, String message) {
        ObjectNode event = result("runner_on_failed", host);
        event.withObject("/event_data").put("ignore_errors", true);
        event.withObject("/event_data/res").put("msg", message);
        return add(event);
    }

    public Events unreachable(String host, String message) {
        ObjectNode event = result("runner_on_unreachable", host);
        event.withObject("/event_data/res").put("msg", message).put("unreachable", true);
        return add(event);
    }

    public Events skipped(String host) {
        return add(result("runner_on_skipped", host));
    }

    public Events diff(String host, String text) {
        ObjectNode event = result("runner_on_file_diff", host);
        event.put("stdout", text);
        return add(event);
    }

    public Events display(String type, String text) {
        ObjectNode event = event(type);
        event.put("stdout", text);
        return add(event);
    }

    /** The end of the playbook; hosts in turn with the number of their failures that count. */
    public Events stats(Object... failures) {
        ObjectNode event = event("playbook_on_stats");
        ObjectNode data = event.withObject("/event_data");
        lines.forEach(line -> count(data, line.head()));
        var counted = new HashMap<String, Integer>();
        for (int i = 0; i < failures.length; i += 2) {
            counted.put((String) failures[i], (Integer) failures[i + 1]);
        }
        data.withObject("/failures").properties().forEach(entry -> {
            int real = counted.getOrDefault(entry.getKey(), 0);
            data.withObject("/rescued").put(entry.getKey(), entry.getValue().asInt() - real);
            entry.setValue(IntNode.valueOf(real));
        });
        return add(event);
    }

    private static void count(ObjectNode data, EventHead head) {
        switch (head.event()) {
            case "runner_on_ok" -> add(data, head.host(), head.changed() ? List.of("ok", "changed") : List.of("ok"));
            case "runner_on_failed" ->
                add(data, head.host(), head.ignoreErrors() ? List.of("ok", "ignored") : List.of("failures"));
            case "runner_on_unreachable" -> add(data, head.host(), List.of("dark"));
            case "runner_on_skipped" -> add(data, head.host(), List.of("skipped"));
            default -> {}
        }
    }

    private static void add(ObjectNode data, String host, List<String> keys) {
        data.withObject("/processed").put(host, 1);
        keys.forEach(key -> {
            ObjectNode counts = data.withObject("/" + key);
            counts.put(host, counts.path(host).asInt() + 1);
        });
    }

    private ObjectNode result(String type, String host) {
        ObjectNode event = event(type);
        event.withObject("/event_data").put("host", host).put("duration", 0.25).putObject("res");
        return event;
    }

    private ObjectNode event(String type) {
        int counter = lines.size() + 1;
        ObjectNode event = ArtifactJson.MAPPER.createObjectNode();
        event.put("uuid", "00000000-0000-4000-8000-" + String.format("%012d", counter));
        event.put("counter", counter).put("stdout", "").put("start_line", 0).put("end_line", 0);
        event.put("runner_ident", "test").put("event", type).put("pid", 1);
        event.put("created", "2026-03-01T04:00:" + String.format("%02d", counter % 60) + ".000000+00:00");
        ObjectNode data = event.putObject("event_data").put("playbook", "site.yml");
        data.put("play", play).put("play_uuid", "play-" + plays);
        data.put("task", task).put("task_uuid", "task-" + loads).put("task_path", "site.yml:" + place);
        return event;
    }

    private Events add(ObjectNode event) {
        try {
            lines.add(EventLine.parse(event.toString().getBytes(StandardCharsets.UTF_8)));
            return this;
        } catch (EventFormatException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<EventLine> lines() {
        return List.copyOf(lines);
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try {
            for (EventLine line : lines) {
                line.writeTo(out);
                out.write('\n');
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with these events. */
    public Path in(Path directory) throws IOException {
        return Files.write(directory.resolve("events.jsonl"), bytes());
    }
}
