package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Rewrites JSON with every key and text passed through a filter; numbers keep their digits. */
final class TextFilter {

    private TextFilter() {}

    static byte[] apply(byte[] json, UnaryOperator<String> filter) throws EventFormatException {
        var out = new ByteArrayOutputStream(json.length);
        try (JsonParser parser = EventJson.FACTORY.createParser(json);
                JsonGenerator generator = EventJson.FACTORY.createGenerator(out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                copy(parser, token, generator, filter);
            }
        } catch (IOException e) {
            throw new EventFormatException("not JSON: " + e.getClass().getSimpleName(), e);
        }
        return out.toByteArray();
    }

    private static void copy(JsonParser parser, JsonToken token, JsonGenerator generator, UnaryOperator<String> filter)
            throws IOException {
        switch (token) {
            case FIELD_NAME -> generator.writeFieldName(filter.apply(parser.currentName()));
            case VALUE_STRING -> generator.writeString(filter.apply(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getText());
            default -> generator.copyCurrentEvent(parser);
        }
    }
}
