package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Gives events their place in the run (counter, lines of display text, ident) and hands them on, redacted.
 *
 * <p>Not safe for use by several threads.
 */
final class EventNumberer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final String ident;
    private final Redactor redactor;
    private final CaptureOptions options;
    private final InstantSource clock;
    private final Consumer<EventLine> events;
    private long counter;
    private int line;

    EventNumberer(
            String ident, Redactor redactor, CaptureOptions options, InstantSource clock, Consumer<EventLine> events) {
        this.ident = TextNode.valueOf(ident).toString(); // as JSON
        this.redactor = redactor;
        this.options = options;
        this.clock = clock;
        this.events = events;
    }

    long counter() {
        return counter;
    }

    int line() {
        return line;
    }

    /** Sets the line, from 0, at which display text goes on. */
    void continueAt(int newLine) {
        line = newLine;
    }

    /** Counts display text that belongs to no recorded event. */
    void skip(int newlines) {
        line += newlines;
    }

    /**
     * Numbers one event.
     *
     * @param json its object without counter, lines and ident
     * @param newlines line feeds in its display text
     * @throws EventFormatException when it is no event, even before redaction
     */
    void event(byte[] json, int newlines) throws EventFormatException {
        EventLine whole = EventLine.parse(placed(redactor.redact(json, EventWords.WORDS), newlines));
        EventLine event = options.recorded(whole);
        counter++;
        line += newlines;
        events.accept(event);
    }

    /** Makes a {@code verbose} event of one line without a record, as ansible-runner does. */
    void plain(byte[] text, int offset, int length, int newlines) {
        String shown = new String(text, offset, withoutReturns(text, offset, length), StandardCharsets.UTF_8);
        ObjectNode event = JSON.createObjectNode()
                .put("uuid", UUID.randomUUID().toString())
                .put("event", EventType.VERBOSE)
                .put("created", CREATED.format(clock.instant()))
                .put("stdout", redactor.redact(shown));
        try {
            event(JSON.writeValueAsBytes(event), newlines);
        } catch (JsonProcessingException | EventFormatException e) {
            throw new IllegalStateException("an event of our own", e);
        }
    }

    /**
     * Puts the place before the callback's JSON and keeps its bytes, because Java would write some numbers and escapes
     * otherwise.
     */
    private byte[] placed(byte[] json, int newlines) {
        byte[] place = ("{\"counter\":" + (counter + 1)
                        + ",\"start_line\":" + line
                        + ",\"end_line\":" + (line + newlines)
                        + ",\"runner_ident\":" + ident + ",")
                .getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(place, place.length + json.length - 1);
        System.arraycopy(json, 1, whole, place.length, json.length - 1);
        return whole;
    }

    private static int withoutReturns(byte[] text, int offset, int length) {
        int end = offset + length;
        while (end > offset && text[end - 1] == '\r') {
            end--;
        }
        return end - offset;
    }
}
