package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** Reads an {@link EventHead} from the bytes of an event in one pass, and skips everything else. */
final class EventHeadReader {

    private String uuid = "";
    private long counter;
    private String event = "";
    private String runnerIdent = "";
    private String created = "";
    private int startLine;
    private int endLine;
    private @CheckForNull String host;
    private @CheckForNull String play;
    private @CheckForNull String playUuid;
    private @CheckForNull String task;
    private @CheckForNull String taskUuid;
    private @CheckForNull String taskAction;
    private @CheckForNull String taskPath;
    private @CheckForNull String role;
    private boolean changed;
    private boolean ignoreErrors;
    private double duration = Double.NaN;

    private EventHeadReader() {}

    static EventHead read(byte[] json) throws EventFormatException {
        var reader = new EventHeadReader();
        try (JsonParser parser = EventJson.FACTORY.createParser(json)) {
            reader.envelope(parser);
        } catch (IOException e) {
            throw e instanceof EventFormatException format
                    ? format
                    : new EventFormatException("not JSON: " + e.getClass().getSimpleName(), e);
        }
        return reader.head();
    }

    private void envelope(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new EventFormatException("not a JSON object");
        }
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "uuid" -> uuid = text(parser, "");
                case "counter" -> counter = parser.getValueAsLong();
                case "event" -> event = text(parser, "");
                case "runner_ident" -> runnerIdent = text(parser, "");
                case "created" -> created = text(parser, "");
                case "start_line" -> startLine = parser.getValueAsInt();
                case "end_line" -> endLine = parser.getValueAsInt();
                case "event_data" -> eventData(parser);
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new EventFormatException("text after the event");
        }
    }

    private void eventData(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "host" -> host = text(parser, null);
                case "play" -> play = text(parser, null);
                case "play_uuid" -> playUuid = text(parser, null);
                case "task" -> task = text(parser, null);
                case "task_uuid" -> taskUuid = text(parser, null);
                case "task_action" -> taskAction = text(parser, null);
                case "task_path" -> taskPath = text(parser, null);
                case "role" -> role = text(parser, null);
                case "ignore_errors" -> ignoreErrors = parser.currentToken() == JsonToken.VALUE_TRUE;
                case "duration" -> duration = parser.getValueAsDouble(Double.NaN);
                case "res" -> result(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void result(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (key.equals("changed")) {
                changed = value == JsonToken.VALUE_TRUE;
            }
            parser.skipChildren();
        }
    }

    private static String text(JsonParser parser, @CheckForNull String absent) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL || token.isStructStart()) {
            parser.skipChildren();
            return absent;
        }
        return parser.getText();
    }

    private EventHead head() throws EventFormatException {
        if (uuid.isEmpty() || event.isEmpty() || counter < 1) {
            throw new EventFormatException("an event needs uuid, event and a counter of 1 or more");
        }
        return new EventHead(
                uuid,
                counter,
                event,
                runnerIdent,
                created,
                startLine,
                endLine,
                host,
                play,
                playUuid,
                task,
                taskUuid,
                taskAction,
                taskPath,
                role,
                changed,
                ignoreErrors,
                duration);
    }
}
