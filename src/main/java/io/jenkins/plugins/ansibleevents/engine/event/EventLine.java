package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One finished, redacted event: its JSON exactly as it stands in {@code events.jsonl}, and its {@link EventHead}.
 *
 * <p>Storing and sending use the bytes; the tree is built only on request. Immutable and safe for use by several
 * threads.
 */
public final class EventLine {

    private static final String DATA = "event_data";

    private final byte[] json;
    private final EventHead head;
    private final byte[] whole;

    private EventLine(byte[] json, EventHead head, byte[] whole) {
        this.json = json;
        this.head = head;
        this.whole = whole;
    }

    /**
     * Reads a line of {@code events.jsonl}.
     *
     * @param json one JSON object in UTF-8 without line end; not copied, so the caller must not change it any more
     * @throws EventFormatException when it is not one JSON object with uuid, counter and event
     */
    public static EventLine parse(byte[] json) throws EventFormatException {
        return new EventLine(json, EventHeadReader.read(json), json);
    }

    /**
     * A copy with an empty {@code event_data} in its JSON, as ansible-runner omits it. Head and {@link #data()} keep
     * their values, so that a recap knows the event and readers of the record do not.
     *
     * @throws EventFormatException when the JSON is broken below the level that {@link #parse} reads
     */
    public EventLine withoutData() throws EventFormatException {
        return new EventLine(EventJson.emptied(json, DATA), head, whole);
    }

    /**
     * The event's {@code event_data}, also where its JSON omits that; a missing node when Ansible gave none.
     *
     * @throws EventFormatException when the JSON is broken below the level that {@link #parse} reads
     */
    public JsonNode data() throws EventFormatException {
        return EventJson.readObject(whole).path(DATA);
    }

    public EventHead head() {
        return head;
    }

    /**
     * The head of the JSON as it is recorded: without what {@link #withoutData} has omitted, as later readers see it.
     *
     * @throws EventFormatException never for a line that {@link #parse} has read
     */
    public EventHead recordedHead() throws EventFormatException {
        return json == whole ? head : EventHeadReader.read(json);
    }

    /**
     * The event's display text, {@code stdout}, without building its tree; empty when it has none.
     *
     * @throws EventFormatException when the JSON is broken below the level that {@link #parse} reads
     */
    public String shown() throws EventFormatException {
        return EventJson.text(json, "stdout");
    }

    /** Number of bytes of the JSON, without line end. */
    public int size() {
        return json.length;
    }

    /** A copy of the JSON bytes (UTF-8). */
    public byte[] toBytes() {
        return json.clone();
    }

    /** Writes the JSON without line end. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(json);
    }

    /** The JSON as text. */
    public String toJson() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /**
     * A new tree of the event, which the caller may change.
     *
     * @throws EventFormatException when the JSON is broken below the level that {@link #parse} reads
     */
    public ObjectNode tree() throws EventFormatException {
        return EventJson.readObject(json);
    }

    @Override
    public String toString() {
        return "event " + head.counter() + " " + head.event();
    }
}
