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

/** Masks each text of a JSON document, so that it stays JSON whatever the secrets look like. */
final class JsonMasking {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(2_000)
                    .build())
            .build();

    /**
     * Levels at which the values of {@link FormatWords#valuesOf()} are searched: the object and those directly in it.
     */
    private static final int VALUES_DEPTH = 2;

    private final UnaryOperator<String> mask;
    private final FormatWords words;

    JsonMasking(UnaryOperator<String> mask, FormatWords words) {
        this.mask = mask;
        this.words = words;
    }

    /** The masked document, or null when the bytes are not one JSON object or array. */
    @CheckForNull
    byte[] apply(byte[] bytes) {
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
                copy(parser, token, generator, depth);
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

    private void copy(JsonParser parser, JsonToken token, JsonGenerator generator, int depth) throws IOException {
        switch (token) {
            case FIELD_NAME -> generator.writeFieldName(key(parser.currentName()));
            case VALUE_STRING -> generator.writeString(value(parser, depth));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText(), generator);
            default -> generator.copyCurrentEvent(parser);
        }
    }

    private String key(String name) {
        return words.keys().contains(name) ? name : mask.apply(name);
    }

    private String value(JsonParser parser, int depth) throws IOException {
        String text = parser.getText();
        boolean kept = depth <= VALUES_DEPTH
                && parser.currentName() != null
                && words.valuesOf().contains(parser.currentName());
        return kept ? text : mask.apply(text);
    }

    /** A number is masked only as a whole: a secret of few digits must not spoil every longer number. */
    private void number(String digits, JsonGenerator generator) throws IOException {
        if (mask.apply(digits).equals(Secret.MASK)) {
            generator.writeString(Secret.MASK);
        } else {
            generator.writeNumber(digits);
        }
    }
}
