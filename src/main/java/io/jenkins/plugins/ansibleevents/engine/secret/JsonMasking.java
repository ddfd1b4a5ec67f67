package io.jenkins.plugins.ansibleevents.engine.secret;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Masks a JSON document text by text, so that it stays JSON whatever the secrets look like. */
final class JsonMasking {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(2_000)
                    .build())
            .build();

    private JsonMasking() {}

    /** The masked document, or null when the bytes are not one JSON object or array. */
    static @CheckForNull byte[] apply(byte[] bytes, UnaryOperator<String> mask) {
        if (!looksLikeJson(bytes)) {
            return null;
        }
        var out = new ByteArrayOutputStream(bytes.length);
        try (JsonParser parser = FACTORY.createParser(bytes);
                JsonGenerator generator = FACTORY.createGenerator(out)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && out(generator)) {
                    return null; // a second document
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                copy(parser, token, generator, mask);
            }
        } catch (IOException e) {
            return null; // not JSON: masked as plain text
        }
        return out.toByteArray();
    }

    private static boolean out(JsonGenerator generator) {
        return generator.getOutputContext().getEntryCount() > 0;
    }

    private static boolean looksLikeJson(byte[] bytes) {
        for (byte b : bytes) {
            if (b > ' ' || b < 0) {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private static void copy(JsonParser parser, JsonToken token, JsonGenerator generator, UnaryOperator<String> mask)
            throws IOException {
        switch (token) {
            case FIELD_NAME -> generator.writeFieldName(mask.apply(parser.currentName()));
            case VALUE_STRING -> generator.writeString(mask.apply(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText(), generator, mask);
            default -> generator.copyCurrentEvent(parser);
        }
    }

    /** A number is masked only as a whole: a secret of few digits must not spoil every longer number. */
    private static void number(String digits, JsonGenerator generator, UnaryOperator<String> mask) throws IOException {
        if (mask.apply(digits).equals(Secret.MASK)) {
            generator.writeString(Secret.MASK);
        } else {
            generator.writeNumber(digits);
        }
    }
}
