package io.jenkins.plugins.ansibleevents.engine.inbound.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON by RFC 8259 and refuses text that two readers could understand differently: bytes that are not UTF-8,
 * duplicate keys, text after the value, half surrogate pairs, numbers beyond a double, nesting deeper than
 * {@value #MAX_DEPTH}, and more than {@value #MAX_TOKENS} names, values and brackets. A byte order mark before the text
 * is passed over, as the RFC allows.
 */
public final class StrictJson {

    /** Far above any sender's payload, far below any thread's stack. */
    public static final int MAX_DEPTH = 100;

    /** Names, values and brackets: ten times what senders put into 1 MiB, some 30 MB in memory. */
    public static final int MAX_TOKENS = 500_000;

    /** A 64-bit number has 20 digits, the shortest exact form of any double at most 24 characters. */
    private static final int MAX_NUMBER = 100;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private StrictJson() {}

    /**
     * Parses a whole text.
     *
     * @throws MalformedJson with the mistake, its line and its column, without quoting the text
     */
    public static JsonNode parse(byte[] utf8) throws MalformedJson {
        try (JsonParser parser = READER.getFactory().createParser(text(utf8))) {
            JsonNode tree = READER.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw new MalformedJson("the body is empty");
            }
            check(tree);
            return tree;
        } catch (StreamConstraintsException e) {
            throw new MalformedJson(limit(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new MalformedJson(place(e.getLocation()) + kind(e.getOriginalMessage()));
        } catch (java.io.IOException e) {
            throw new MalformedJson("not readable");
        }
    }

    private static String text(byte[] utf8) throws MalformedJson {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(JsonBody.withoutMark(utf8)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJson("the body is not UTF-8");
        }
    }

    private static String place(com.fasterxml.jackson.core.JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    /** The parser's own message may quote the payload, so only the kind of mistake is named. */
    private static String kind(String message) {
        if (message.startsWith("Duplicate field")) {
            return "duplicate key";
        }
        if (message.startsWith("Trailing token")) {
            return "text after the JSON value";
        }
        return message.startsWith("Unexpected end-of-input") ? "the JSON ends too early" : "not valid JSON";
    }

    private static String limit(String message) {
        if (message.contains("oken count")) {
            return "more than " + MAX_TOKENS + " names, values and brackets";
        }
        return message.contains("nesting")
                ? "nested deeper than " + MAX_DEPTH + " levels"
                : "a number is longer than " + MAX_NUMBER + " characters";
    }

    private static void check(JsonNode node) throws MalformedJson {
        if (node.isTextual()) {
            checkText(node.textValue());
        } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw new MalformedJson("a number is too large");
        }
        for (var field : node.properties()) {
            checkText(field.getKey());
            check(field.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i));
        }
    }

    private static void checkText(String text) throws MalformedJson {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                throw new MalformedJson("a text holds half a surrogate pair");
            }
            i++;
        }
    }

    /** A text that is not the JSON it should be. */
    public static final class MalformedJson extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedJson(String message) {
            super(message, null, false, false);
        }
    }
}
