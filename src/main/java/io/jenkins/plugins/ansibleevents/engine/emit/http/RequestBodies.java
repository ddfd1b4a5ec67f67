package io.jenkins.plugins.ansibleevents.engine.emit.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Puts messages into a request body. */
final class RequestBodies {

    private static final JsonFactory JSON = new ObjectMapper().getFactory();

    /** A body before compression. */
    record Body(byte[] bytes, String contentType) {}

    private RequestBodies() {}

    /** A single message is an object of its own unless {@code batch}; then it is a list of one. */
    static Body of(List<EmitterMessage> messages, BodyForm form, boolean batch) throws IOException {
        return switch (form) {
            case NDJSON -> new Body(lines(messages), "application/x-ndjson; charset=utf-8");
            case JSON ->
                new Body(
                        batch
                                ? array(messages, EmitterMessage::json)
                                : messages.get(0).json(),
                        "application/json; charset=utf-8");
            case CLOUDEVENTS ->
                batch
                        ? new Body(
                                array(messages, RequestBodies::cloudEvent),
                                "application/cloudevents-batch+json; charset=utf-8")
                        : new Body(cloudEvent(messages.get(0)), "application/cloudevents+json; charset=utf-8");
        };
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private interface Encoder {
        byte[] encode(EmitterMessage message) throws IOException;
    }

    private static byte[] array(List<EmitterMessage> messages, Encoder encoder) throws IOException {
        var out = new ByteArrayOutputStream();
        char separator = '[';
        for (EmitterMessage message : messages) {
            out.write(separator);
            out.write(encoder.encode(message));
            separator = ',';
        }
        out.write(']');
        return out.toByteArray();
    }

    private static byte[] lines(List<EmitterMessage> messages) throws IOException {
        var out = new ByteArrayOutputStream();
        for (EmitterMessage message : messages) {
            out.write(message.json());
            out.write('\n');
        }
        return out.toByteArray();
    }

    /**
     * {@code source} is {@code /ansible/runs/<ident>}, {@code type} is {@code ansible.event.<event>} or
     * {@code ansible.status.<status>}.
     */
    private static byte[] cloudEvent(EmitterMessage message) throws IOException {
        var out = new ByteArrayOutputStream(message.json().length + 300);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", message.key());
            json.writeStringField("source", "/ansible/runs/" + encoded(message.runIdent()));
            json.writeStringField("type", "ansible." + message.kind().wireName() + "." + message.type());
            json.writeStringField("time", time(message));
            if (message.host() != null) {
                json.writeStringField("subject", message.host());
            }
            json.writeStringField("datacontenttype", "application/json");
            json.writeFieldName("data");
            json.writeRawValue(new String(message.json(), StandardCharsets.UTF_8));
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static String time(EmitterMessage message) {
        EventLine event = message.event();
        String created = event == null ? "" : event.head().created();
        return created.isEmpty() ? Instant.now().toString() : created;
    }

    private static String encoded(String ident) {
        return URLEncoder.encode(ident, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
