package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the events of two runs, all fields but the volatile ones; says in words where they differ. */
final class ParityComparison {

    private static final Set<String> TIMES = Set.of("created", "start", "end", "duration", "delta", "pid");
    private static final Pattern OWN_TEXT = Pattern.compile("awx_display|ansible_events|Skipping callback"
            + "|Loading callback plugin|redirecting \\(type: callback\\)|Attempting to use");
    private static final Map<Pattern, String> VOLATILE = new LinkedHashMap<>();

    static {
        VOLATILE.put(Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d\\.\\d+(\\+00:00)?"), "<time>");
        VOLATILE.put(Pattern.compile("\\d:\\d\\d:\\d\\d\\.\\d{6}"), "<delta>");
        VOLATILE.put(Pattern.compile("ansible-(tmp|local)-[\\w.-]+(/tmp\\w+)?"), "<temporary>");
        VOLATILE.put(Pattern.compile("j?\\d{9,12}\\.\\d{3,7}\\b"), "<job>");
        VOLATILE.put(Pattern.compile("0x[0-9a-f]{8,}"), "<address>");
        VOLATILE.put(Pattern.compile("_payload_[a-z0-9_]{8}"), "<payload>");
        VOLATILE.put(Pattern.compile("^(\\.|tmp)[a-z0-9_]{8}$"), "<basename>");
        VOLATILE.put(Pattern.compile("/(real|ours)/"), "/*/");
        // Whether Ansible or ssh notices first that nobody is there.
        VOLATILE.put(
                Pattern.compile(
                        "(Data could not be sent to remote host \\\\?\"127\\.0\\.0\\.1\\\\?\"\\. Make sure this host can be "
                                + "reached over ssh: |Failed to connect to the host via ssh: )"
                                + "(ssh: connect to host 127\\.0\\.0\\.1 port 1: Connection refused(\\r\\n|\\\\r\\\\n)?"
                                + "|\\[Errno 32] Broken pipe(\\. \\[Errno 32] Broken pipe)?)"),
                "<cannot connect>");
    }

    /**
     * Text that Ansible adds to the first event, which is a random one without a common pace: the banner of a task,
     * shown whenever another task than the last one has text to show (also by an event without text of its own, such as
     * the end of a loop), and the explanation of an error (2.19).
     */
    private static final Pattern FIRST_ONLY = Pattern.compile(
            "^(?<banner>\r\n(TASK|RUNNING HANDLER) [^\r\n]*\\*+(\r\n|$))?((?s)\\[ERROR].*?\r\n(?=fatal))?");

    private static final Set<String> OF_TASK = Set.of(
            "task", "task_uuid", "task_action", "task_path", "task_args", "resolved_action", "parent_uuid", "uuid");

    private final boolean unordered;
    private final boolean free;
    private final boolean ownText;

    ParityComparison(ParityProject project) {
        this.unordered = project.flag("unordered");
        this.free = project.flag("free");
        this.ownText = project.flag("own_text");
    }

    /** The differences, empty when there are none. */
    List<String> differences(List<ObjectNode> real, List<ObjectNode> ours) {
        List<JsonNode> expected = normalised(real);
        List<JsonNode> actual = normalised(ours);
        List<String> differences = unordered ? bags(expected, actual) : rows(expected, actual);
        if (free) {
            differences.addAll(bannerDifferences(real, ours));
        }
        return differences;
    }

    /** It is random which events have banners, and how often, but not which banners there are. */
    private static List<String> bannerDifferences(List<ObjectNode> real, List<ObjectNode> ours) {
        Set<String> expected = banners(real);
        Set<String> actual = banners(ours);
        return expected.equals(actual)
                ? List.of()
                : List.of("banners: ansible-runner " + expected + ", ours " + actual);
    }

    private static Set<String> banners(List<ObjectNode> events) {
        var banners = new TreeSet<String>();
        for (ObjectNode event : events) {
            Matcher first = FIRST_ONLY.matcher(event.path("stdout").asText());
            if (first.find() && first.group("banner") != null) {
                banners.add(first.group("banner").strip());
            }
        }
        return banners;
    }

    /**
     * Under a free strategy a handler starts once for each host, always with the same uuid. ansible-runner hands events
     * over in files named by uuid, so that of two that come close together it may lose one; the first is compared.
     */
    private List<JsonNode> normalised(List<ObjectNode> events) {
        var seen = new HashSet<String>();
        List<ObjectNode> told = events.stream()
                .filter(this::isTold)
                .filter(event -> !free || seen.add(event.path("uuid").asText()))
                .toList();
        Map<String, String> names = new Names(unordered).of(told);
        var normalised = new ArrayList<JsonNode>();
        for (ObjectNode event : told) {
            ObjectNode copy = (ObjectNode) normalise("", event, names);
            if (event.path("event").asText().equals("runner_on_skipped")) {
                ((ObjectNode) copy.path("event_data")).remove("res"); // only ours says why
            }
            if (unordered || ownText) {
                copy.remove(List.of("counter", "start_line", "end_line"));
            }
            if (free) {
                forgetTheFirst(copy);
            }
            normalised.add(copy);
        }
        return normalised;
    }

    /** Without a common pace it is random which event has a banner and which task is the last started. */
    private static void forgetTheFirst(ObjectNode event) {
        String shown = event.path("stdout").asText();
        event.put("stdout", FIRST_ONLY.matcher(shown).replaceFirst(""));
        if (event.path("event").asText().equals("playbook_on_notify")) {
            event.remove(OF_TASK);
            ((ObjectNode) event.path("event_data")).remove(OF_TASK);
        }
    }

    private boolean isTold(ObjectNode event) {
        if (free && !event.has("pid")) {
            return false; // a line of an explanation that the first host to end shows
        }
        return !ownText || !OWN_TEXT.matcher(event.path("stdout").asText()).find();
    }

    private static JsonNode normalise(String key, JsonNode value, Map<String, String> names) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = ParityProject.JSON.createObjectNode();
            object.remove("ansible_env"); // ours never has it, ansible-runner only when the module's name is short
            new TreeMap<>(fields(object)).forEach((k, v) -> copy.set(k, normalise(k, v, names)));
            return copy;
        }
        if (key.equals("exception") && !value.asText().contains("Traceback")) {
            return TextNode.valueOf("(traceback unavailable)"); // only ours says the cause
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = ParityProject.JSON.createArrayNode();
            array.forEach(v -> copy.add(normalise(key, v, names)));
            return copy;
        }
        if (TIMES.contains(key) && !value.isNull()) {
            return new TextNode("<" + key + ">");
        }
        return value.isTextual() ? new TextNode(text(value.asText(), names)) : value;
    }

    private static Map<String, JsonNode> fields(ObjectNode object) {
        var fields = new HashMap<String, JsonNode>();
        object.properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
        return fields;
    }

    private static String text(String text, Map<String, String> names) {
        if (names.containsKey(text)) {
            return names.get(text);
        }
        String result = text;
        for (Map.Entry<Pattern, String> pattern : VOLATILE.entrySet()) {
            result = pattern.getKey().matcher(result).replaceAll(pattern.getValue());
        }
        return result;
    }

    private static List<String> rows(List<JsonNode> expected, List<JsonNode> actual) {
        var differences = new ArrayList<String>();
        for (int i = 0; i < Math.max(expected.size(), actual.size()) && differences.size() < 5; i++) {
            JsonNode left = i < expected.size() ? expected.get(i) : null;
            JsonNode right = i < actual.size() ? actual.get(i) : null;
            if (left == null || right == null) {
                differences.add("event " + (i + 1) + ": ansible-runner " + brief(left) + ", ours " + brief(right));
            } else if (!left.equals(right)) {
                differences.add("event " + (i + 1) + " " + brief(left) + ":" + where("", left, right));
            }
        }
        return differences;
    }

    private static String where(String path, JsonNode left, JsonNode right) {
        if (left instanceof ObjectNode a && right instanceof ObjectNode b) {
            var keys = new TreeMap<String, String>();
            a.fieldNames().forEachRemaining(k -> keys.put(k, k));
            b.fieldNames().forEachRemaining(k -> keys.put(k, k));
            var text = new StringBuilder();
            keys.keySet().stream()
                    .filter(k -> !a.path(k).equals(b.path(k)))
                    .forEach(k -> text.append(where(path + "/" + k, a.path(k), b.path(k))));
            return text.toString();
        }
        return "\n    " + path + "\n      ansible-runner " + left + "\n      ours           " + right;
    }

    private static String brief(JsonNode event) {
        return event == null
                ? "nothing"
                : event.path("event").asText() + " "
                        + event.at("/event_data/host").asText() + " "
                        + event.at("/event_data/task").asText() + " '"
                        + event.path("stdout").asText() + "'";
    }

    private static List<String> bags(List<JsonNode> expected, List<JsonNode> actual) {
        var left = new ArrayList<>(expected);
        var right = new ArrayList<>(actual);
        actual.forEach(left::remove);
        expected.forEach(right::remove);
        var differences = new ArrayList<String>();
        left.stream().limit(5).forEach(event -> differences.add("only ansible-runner: " + event));
        right.stream().limit(5).forEach(event -> differences.add("only ours:           " + event));
        return differences;
    }

    /** Names for uuids: by order of appearance, or, when order does not matter, by what they stand for. */
    private static final class Names {

        private final boolean byMeaning;
        private final Map<String, String> names = new HashMap<>();

        Names(boolean byMeaning) {
            this.byMeaning = byMeaning;
        }

        Map<String, String> of(List<ObjectNode> events) {
            for (ObjectNode event : events) {
                name(event.path("uuid").asText(), meaning(event));
                name(event.path("parent_uuid").asText(), "parent of " + meaning(event));
                JsonNode data = event.path("event_data");
                for (String key : List.of("playbook_uuid", "play_uuid", "task_uuid")) {
                    name(
                            data.path(key).asText(),
                            key + " of " + data.path(key.replace("_uuid", "")).asText());
                }
            }
            return names;
        }

        private void name(String uuid, String meaning) {
            if (!uuid.isEmpty() && !names.containsKey(uuid)) {
                names.put(uuid, byMeaning ? "<" + meaning + ">" : "<uuid " + names.size() + suffix(uuid) + ">");
            }
        }

        private static String suffix(String uuid) {
            int at = uuid.indexOf('_');
            return at < 0 ? "" : uuid.substring(at);
        }

        private static String meaning(ObjectNode event) {
            JsonNode data = event.path("event_data");
            return event.path("event").asText() + " " + data.path("name").asText() + " "
                    + data.path("task").asText() + " " + data.path("host").asText();
        }
    }
}
