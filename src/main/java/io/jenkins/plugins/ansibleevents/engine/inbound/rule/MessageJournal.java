package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What became of every message, for its status URL and for not starting a run twice. Table {@code messages}, message id ->
 *
 * <pre>
 * {"endpoint": "alerts", "state": "running", "since": "2026-01-01T00:00:00Z", "attempts": 1, "reason": "...",
 *  "runs": {"fix#0": {"rule": "fix", "run": "IDENT", "state": "running", "process": "..."}}}
 * </pre>
 *
 * An entry is kept for a week after its last change. Safe for use by several threads; on disk after {@link #sync}.
 */
public final class MessageJournal {

    static final String FILTERED = "filtered";
    static final String SCHEDULED = "scheduled";
    static final String RUNNING = "running";
    static final String QUEUED = "queued";
    static final String DONE = "done";
    static final String DEAD = "dead";

    private static final String RUNS = "runs";

    private static final Logger LOGGER = Logger.getLogger(MessageJournal.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT = Duration.ofDays(7);

    /** Which process wrote an entry: a run that an earlier one left running was interrupted. */
    private final String process = MessageIds.next();

    private final Store store;
    private final ExpiringTable table;
    private final Clock clock;

    public MessageJournal(Store store, Clock clock) {
        this.store = store;
        this.table = new ExpiringTable(store, "messages", clock);
        this.clock = clock;
    }

    /** The entry of a message. */
    synchronized Optional<ObjectNode> entry(String id) {
        return table.get(id).map(MessageJournal::read);
    }

    private static ObjectNode read(byte[] json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("the journal of messages is damaged", e);
        }
    }

    /** Notes a state of the whole message. */
    synchronized void state(String id, String endpoint, String state, int attempts, String reason) {
        ObjectNode entry = entry(id).orElseGet(JSON::createObjectNode);
        entry.put("endpoint", endpoint).put("attempts", attempts);
        change(entry, state);
        if (!reason.isEmpty()) {
            entry.put("reason", reason);
        }
        write(id, entry);
    }

    /** Notes that a run has begun. */
    synchronized void begun(HeldMessage message, Match match, String run) {
        ObjectNode entry = entry(message);
        put(entry, match, run, RUNNING).put("ended", false);
        change(entry, RUNNING);
        write(message.id(), entry);
    }

    /** Notes how a run ended. */
    synchronized void ended(HeldMessage message, Match match, String run, String state, boolean successful) {
        ObjectNode entry = entry(message);
        put(entry, match, run, state).put("ended", true).put("successful", successful);
        boolean all = true;
        for (JsonNode each : entry.path(RUNS)) {
            all &= each.path("ended").asBoolean();
        }
        change(entry, all ? DONE : RUNNING);
        write(message.id(), entry);
    }

    private ObjectNode entry(HeldMessage message) {
        return entry(message.id()).orElseGet(() -> JSON.createObjectNode()
                .put("endpoint", message.endpoint())
                .put("attempts", message.lease().attempt()));
    }

    private ObjectNode put(ObjectNode entry, Match match, String run, String state) {
        return entry.withObjectProperty(RUNS)
                .withObjectProperty(match.key())
                .put("rule", match.rule().name())
                .put("run", run)
                .put("state", state)
                .put("process", process);
    }

    private void change(ObjectNode entry, String state) {
        if (!state.equals(entry.path("state").asText())) {
            entry.put("state", state).put("since", clock.instant().toString());
        }
    }

    private void write(String id, ObjectNode entry) {
        try {
            table.put(id, entry.toString().getBytes(StandardCharsets.UTF_8), KEPT);
        } catch (StoreException e) {
            // The message itself is in the queue; only its status page would be out of date.
            LOGGER.log(Level.WARNING, "the state of message " + id + " was not noted", e);
        }
    }

    /** Whether a run has been started for this match, and ended if that is asked for. */
    boolean settledBefore(String id, Match match) {
        JsonNode run = entry(id).map(e -> e.path(RUNS).path(match.key())).orElse(JSON.missingNode());
        return switch (match.rule().acknowledge()) {
            case STARTED -> run.isObject();
            case FINISHED -> run.path("ended").asBoolean();
            case SUCCESSFUL -> run.path("successful").asBoolean();
        };
    }

    boolean isOfThisProcess(JsonNode run) {
        return process.equals(run.path("process").asText());
    }

    /** Returns when everything noted before is on disk. */
    void sync() throws StoreException {
        store.sync();
    }
}
