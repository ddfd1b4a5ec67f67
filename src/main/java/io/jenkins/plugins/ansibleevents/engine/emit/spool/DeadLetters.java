package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dead letters of one run at one emitter: {@code <emitter>.dead.jsonl}, one JSON object a line.
 *
 * <pre>
 * {"key": "...", "what": "event 17 runner_on_ok", "reason": "...", "at": "2026-01-31T12:00:00Z",
 *  "sequence": 17, "offset": 8120, "counter": 16, "statuses": 2}     a dead letter
 * {"done": "KEY"}                                                    it was delivered later
 * {"dropped": "KEY"}                                                 somebody has dropped it
 * </pre>
 *
 * A key counts once, its last line wins. The message itself is not copied: it stands in the run's events. Used by one
 * thread at a time.
 */
public final class DeadLetters {

    private final JsonLines file;
    private final String emitter;

    DeadLetters(Path file, String emitter) {
        this.file = new JsonLines(file);
        this.emitter = emitter;
    }

    public void add(EmitterMessage message, Position before, String reason) throws IOException {
        ObjectNode json = JsonLines.JSON.createObjectNode();
        json.put("key", message.key())
                .put("what", message.description())
                .put("reason", reason)
                .put("at", Instant.now().toString())
                .put("sequence", message.sequence())
                .put("offset", before.offset())
                .put("counter", before.counter())
                .put("statuses", before.statuses());
        file.append(json);
    }

    public void done(String key) throws IOException {
        file.append(JsonLines.JSON.createObjectNode().put("done", key));
    }

    void drop(String key) throws IOException {
        file.append(JsonLines.JSON.createObjectNode().put("dropped", key));
    }

    /** The dead letters that were neither delivered later nor dropped, in the order in which they were added. */
    public List<EmitterDeadLetter> list() throws IOException {
        Map<String, EmitterDeadLetter> letters = new LinkedHashMap<>();
        for (JsonNode line : file.read()) {
            read(line, letters);
        }
        return List.copyOf(letters.values());
    }

    private void read(JsonNode json, Map<String, EmitterDeadLetter> letters) {
        String settled = json.path("done").asText(json.path("dropped").asText());
        if (!settled.isEmpty()) {
            letters.remove(settled);
            return;
        }
        var letter = new EmitterDeadLetter(
                emitter,
                json.path("sequence").asLong(),
                json.path("key").asText(),
                json.path("what").asText(),
                json.path("reason").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("offset").asLong(),
                json.path("counter").asLong(),
                json.path("statuses").asInt());
        letters.put(letter.key(), letter);
    }
}
