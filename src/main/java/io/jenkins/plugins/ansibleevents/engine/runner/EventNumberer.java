package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Gives events their place in the run (counter, lines of display text, ident) and hands them on, redacted.
 *
 * <p>Not safe for use by several threads.
 */
final class EventNumberer {

    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final byte[] ident;
    private final Redactor redactor;
    private final InstantSource clock;
    private final Consumer<EventLine> events;
    private final StringBuilder head = new StringBuilder();
    private long counter;
    private int line;

    EventNumberer(String ident, Redactor redactor, InstantSource clock, Consumer<EventLine> events) {
        this.ident = (",\"runner_ident\":" + quoted(ident) + ",").getBytes(StandardCharsets.UTF_8);
        this.redactor = redactor;
        this.clock = clock;
        this.events = events;
    }

    long counter() {
        return counter;
    }

    int line() {
        return line;
    }

    /** Display text goes on at this line, from 0. */
    void continueAt(int newLine) {
        line = newLine;
    }

    /** Display text that is shown and belongs to no recorded event. */
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
        EventLine event = EventLine.parse(spliced(redactor.redact(json, EventWords.WORDS), newlines));
        counter++;
        line += newlines;
        events.accept(event);
    }

    /** Makes a {@code verbose} event of one line that no callback knows, as ansible-runner does. */
    void plain(byte[] text, int offset, int length, int newlines) {
        String shown = new String(text, offset, withoutReturns(text, offset, length), StandardCharsets.UTF_8);
        String json = "{\"uuid\":\"" + UUID.randomUUID() + "\",\"event\":\"" + EventType.VERBOSE + "\",\"created\":\""
                + CREATED.format(clock.instant()) + "\",\"stdout\":" + quoted(redactor.redact(shown)) + "}";
        try {
            event(json.getBytes(StandardCharsets.UTF_8), newlines);
        } catch (EventFormatException e) {
            throw new IllegalStateException("an event of our own", e);
        }
    }

    private byte[] spliced(byte[] json, int newlines) {
        head.setLength(0);
        head.append("{\"counter\":").append(counter + 1);
        head.append(",\"start_line\":").append(line);
        head.append(",\"end_line\":").append(line + newlines);
        int size = head.length();
        byte[] whole = new byte[size + ident.length + json.length - 1];
        for (int i = 0; i < size; i++) {
            whole[i] = (byte) head.charAt(i);
        }
        System.arraycopy(ident, 0, whole, size, ident.length);
        System.arraycopy(json, 1, whole, size + ident.length, json.length - 1);
        return whole;
    }

    private static int withoutReturns(byte[] text, int offset, int length) {
        int end = offset + length;
        while (end > offset && text[end - 1] == '\r') {
            end--;
        }
        return end - offset;
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
