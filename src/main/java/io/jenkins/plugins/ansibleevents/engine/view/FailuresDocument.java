package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedPlay;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code failures}: what failed and why, grouped by task and reason, with the texts of the first of each group. */
final class FailuresDocument implements Document {

    /** Groups in a document; a person reads the first dozen. */
    static final int GROUPS = 300;

    /** Characters of all texts. */
    private static final int ALL_TEXT = 4 << 20;

    /** Characters of one text. */
    static final int TEXT = 8_000;

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException {
        write(run, GROUPS, new Budget(ALL_TEXT), json);
    }

    /** Writes so many groups at most, with as much text as there is room for, and returns how many are left out. */
    static int write(Run run, int most, Budget text, JsonGenerator json) throws IOException {
        List<FailureGroup> groups = FailureGroup.of(run.model());
        List<FailureGroup> shown = groups.subList(0, Math.min(groups.size(), most));
        json.writeArrayFieldStart("groups");
        for (FailureGroup group : shown) {
            group(run, group, text, json);
        }
        json.writeEndArray();
        json.writeNumberField("cut", groups.size() - shown.size());
        return groups.size() - shown.size();
    }

    private static void group(Run run, FailureGroup group, Budget text, JsonGenerator json) throws IOException {
        RunModel model = run.model();
        TaskView task = model.tasks().get(group.first().task());
        String message = group.message(model);
        json.writeStartObject();
        json.writeStringField("state", group.state().word());
        json.writeNumberField("task", task.number());
        json.writeStringField("message", message);
        json.writeArrayFieldStart("hosts");
        for (Failure failure : group.failures()) {
            json.writeNumber(failure.host());
        }
        json.writeEndArray();
        json.writeNumberField("counter", group.first().counter());
        json.writeArrayFieldStart("counters");
        for (Failure failure : group.failures()) {
            json.writeNumber(failure.counter());
        }
        json.writeEndArray();
        json.writeStringField("path", task.source().path());
        int play = task.source().play();
        List<IndexedPlay> plays = model.plays();
        json.writeStringField("play", play < 0 ? "" : plays.get(play).name());
        result(run, group.first(), text, json);
        json.writeEndObject();
    }

    /** What the event says of its result, as long as its line is there. */
    private static void result(Run run, Failure failure, Budget text, JsonGenerator json) throws IOException {
        IndexEvent event = run.event(failure.counter());
        EventLine line = event == null ? null : run.lines().event(event);
        JsonNode result = line == null ? null : line.tree().path("event_data").path("res");
        json.writeArrayFieldStart("parts");
        if (result != null) {
            for (ResultText.Part part : parts(result, run.model().message(failure))) {
                part(part.name(), Excerpt.of(part.text(), TEXT), text, json);
            }
        }
        json.writeEndArray();
        JsonNode failed = result == null ? null : ofItem(result);
        json.writeStringField("command", failed == null ? null : command(failed));
        if (failed != null && failed.path("rc").asInt() != 0) {
            json.writeNumberField("rc", failed.path("rc").asInt());
        }
        String diff = Changes.diff(run, failure.task(), failure.host());
        json.writeStringField("diff", diff == null || !text.take(diff.length()) ? null : diff);
    }

    private static void part(String name, String part, Budget text, JsonGenerator json) throws IOException {
        if (text.take(part.length())) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("text", part);
            json.writeEndObject();
        }
    }

    /** What has a command: the result, or the first item of its loop that failed. */
    private static JsonNode ofItem(JsonNode result) {
        JsonNode item = result.has("cmd") ? null : ResultText.failedItem(result);
        return item == null ? result : item;
    }

    /** The texts of a result without those that have been read already. */
    private static List<ResultText.Part> parts(JsonNode result, String message) {
        var parts = new ArrayList<ResultText.Part>();
        for (ResultText.Part all : ResultText.parts(result)) {
            ResultText.Part part = rest(all, message);
            String text = part.text().strip();
            boolean known = message.contains(text)
                    || parts.stream().anyMatch(other -> other.text().contains(text));
            if (!known) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** A part that begins with what has been read, without its beginning. */
    private static ResultText.Part rest(ResultText.Part part, String message) {
        return !message.isEmpty() && part.text().startsWith(message + "\n")
                ? new ResultText.Part(
                        part.name(), part.text().substring(message.length()).strip())
                : part;
    }

    private static @CheckForNull String command(JsonNode result) {
        JsonNode command = result.path("cmd");
        if (command.isArray()) {
            var words = new ArrayList<String>();
            command.forEach(word -> words.add(ShellWord.of(word.asText())));
            return Excerpt.of(String.join(" ", words), TEXT);
        }
        return command.isTextual() ? Excerpt.of(Objects.toString(command.asText()), TEXT) : null;
    }
}
