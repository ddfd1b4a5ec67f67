package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The journal's entry of one message. As bytes it is JSON:
 *
 * <pre>
 * {"endpoint": "alerts", "state": "running", "since": "2026-01-01T00:00:00Z", "attempts": 1, "reason": "...",
 *  "runs": {"fix#0": {"rule": "fix", "run": "IDENT", "state": "running", "process": "...", "ended": false,
 *           "tries": 1}},
 *  "sender": "hmac", "received": 1767225600000, "steps": [[1767225600000, "a", "fix"], ...]}
 * </pre>
 *
 * @param endpoint where it came in; empty for one that somebody else has put into the queue
 * @param state one of the words of {@link MessageJournal}; empty before the first one is noted
 * @param since when it came into this state
 * @param attempts how often it has been received
 * @param reason of its last failure, or empty
 * @param runs what was started for it, by {@link Match#key}
 * @param origin where it came from
 * @param steps what has happened to it
 */
record JournalEntry(
        String endpoint,
        String state,
        Instant since,
        int attempts,
        String reason,
        Map<String, NotedRun> runs,
        Origin origin,
        MessageSteps steps) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_BYTES = 512;

    /**
     * Where a message came from.
     *
     * @param sender who sent it, or empty
     * @param received when it was accepted; {@link Instant#EPOCH} when that is not known
     */
    record Origin(String sender, Instant received) {

        static final Origin UNKNOWN = new Origin("", Instant.EPOCH);

        static Origin of(Message message) {
            long millis = message.received().orElse(Instant.EPOCH).toEpochMilli();
            return new Origin(message.sender().orElse(""), Instant.ofEpochMilli(millis));
        }
    }

    /**
     * One run.
     *
     * @param process which process noted it: what an earlier one left running was interrupted
     * @param successful whether it has ended well
     * @param tries how often a run was asked for, this one included
     * @param postponed how often in a row it was postponed, which is no try
     */
    record NotedRun(
            String rule,
            String run,
            String state,
            String process,
            boolean ended,
            boolean successful,
            int tries,
            int postponed) {

        NotedRun(String rule, String run, String state, String process, boolean ended, boolean successful, int tries) {
            this(rule, run, state, process, ended, successful, tries, 0);
        }

        /** Whether a run was asked for and did not fail to start. */
        boolean wasAskedFor() {
            return !state.equals(MessageJournal.NOT_STARTED);
        }

        /** Whether it is known to have begun, rather than only asked for. */
        boolean hasBegun() {
            return wasAskedFor() && !state.equals(MessageJournal.STARTING);
        }

        /** Whether it was cut off by the end of its process, which could still note that. */
        boolean wasInterrupted() {
            return !ended && state.equals(MessageJournal.INTERRUPTED);
        }

        private static NotedRun of(JsonNode json) {
            return new NotedRun(
                    json.path("rule").asText(),
                    json.path("run").asText(),
                    json.path("state").asText(),
                    json.path("process").asText(),
                    json.path("ended").asBoolean(),
                    json.path("successful").asBoolean(),
                    json.path("tries").asInt(1),
                    json.path("postponed").asInt());
        }

        private void write(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("rule", rule);
            out.writeStringField("run", run);
            out.writeStringField("state", state);
            out.writeStringField("process", process);
            out.writeBooleanField("ended", ended);
            if (successful) {
                out.writeBooleanField("successful", true);
            }
            if (tries != 1) {
                out.writeNumberField("tries", tries);
            }
            if (postponed != 0) {
                out.writeNumberField("postponed", postponed);
            }
            out.writeEndObject();
        }
    }

    static JournalEntry of(String endpoint, int attempts) {
        return new JournalEntry(endpoint, "", Instant.EPOCH, attempts, "", Map.of(), Origin.UNKNOWN, MessageSteps.NONE);
    }

    /** In another state, since now; unchanged when it is in this one already. */
    JournalEntry in(String newState, Instant now) {
        return newState.equals(state)
                ? this
                : new JournalEntry(endpoint, newState, now, attempts, reason, runs, origin, steps);
    }

    JournalEntry received(String from, int times) {
        return new JournalEntry(from, state, since, times, reason, runs, origin, steps);
    }

    JournalEntry because(String why) {
        return why.isEmpty() ? this : new JournalEntry(endpoint, state, since, attempts, why, runs, origin, steps);
    }

    JournalEntry from(Origin sent) {
        return new JournalEntry(endpoint, state, since, attempts, reason, runs, sent, steps);
    }

    /** With another step. */
    JournalEntry step(Instant at, MessageStep.Kind kind, String detail) {
        MessageSteps more = steps.with(MessageStep.of(at, kind, detail));
        return new JournalEntry(endpoint, state, since, attempts, reason, runs, origin, more);
    }

    Optional<NotedRun> run(Match match) {
        return Optional.ofNullable(runs.get(match.key()));
    }

    /** With a run added, or replaced. */
    JournalEntry with(String key, NotedRun run) {
        var all = new LinkedHashMap<>(runs);
        all.put(key, run);
        return new JournalEntry(
                endpoint, state, since, attempts, reason, Collections.unmodifiableMap(all), origin, steps);
    }

    /** Whether all of its runs have ended for good. */
    boolean allEnded() {
        return runs.values().stream().allMatch(run -> run.ended() || !run.wasAskedFor());
    }

    /** How often one of its runs was asked for, at most. */
    int tries() {
        return runs.values().stream().mapToInt(NotedRun::tries).max().orElse(0);
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator out = JSON.getFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("endpoint", endpoint);
        out.writeStringField("state", state);
        out.writeStringField("since", since.toString());
        out.writeNumberField("attempts", attempts);
        if (!reason.isEmpty()) {
            out.writeStringField("reason", reason);
        }
        out.writeObjectFieldStart("runs");
        for (Map.Entry<String, NotedRun> each : runs.entrySet()) {
            out.writeFieldName(each.getKey());
            each.getValue().write(out);
        }
        out.writeEndObject();
        if (!origin.equals(Origin.UNKNOWN)) {
            out.writeStringField("sender", origin.sender());
            out.writeNumberField("received", origin.received().toEpochMilli());
        }
        if (!steps.all().isEmpty()) {
            steps.write(out);
        }
        out.writeEndObject();
    }

    static JournalEntry decode(byte[] json) {
        try {
            JsonNode entry = JSON.readTree(json);
            var runs = new LinkedHashMap<String, NotedRun>();
            entry.path("runs").properties().forEach(run -> runs.put(run.getKey(), NotedRun.of(run.getValue())));
            return new JournalEntry(
                    entry.path("endpoint").asText(),
                    entry.path("state").asText(),
                    Instant.parse(entry.path("since").asText()),
                    entry.path("attempts").asInt(),
                    entry.path("reason").asText(),
                    Collections.unmodifiableMap(runs),
                    new Origin(
                            entry.path("sender").asText(""),
                            Instant.ofEpochMilli(entry.path("received").asLong())),
                    MessageSteps.read(entry.path("steps")));
        } catch (IOException | java.time.DateTimeException e) {
            throw new IllegalStateException("the journal of messages is damaged", e);
        }
    }
}
