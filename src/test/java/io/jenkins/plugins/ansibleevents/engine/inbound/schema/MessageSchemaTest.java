package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSchemaTest {

    private static JsonNode json(String text) {
        try {
            return StrictJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (StrictJson.MalformedJson e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> violations(String schema, JsonNode payload) {
        return MessageSchema.of(json(schema)).validate(payload).stream()
                .map(SchemaViolation::toString)
                .toList();
    }

    /** Texts of the same hash, all different: {@code Aa} and {@code BB} have the same. */
    private static ArrayNode textsOfOneHash(int bits) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 1 << bits; i++) {
            var text = new StringBuilder();
            for (int bit = 0; bit < bits; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            array.add(text.toString());
        }
        return array;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://json-schema.org/draft/2020-12/schema",
                "https://json-schema.org/draft/2019-09/schema",
                "http://json-schema.org/draft-07/schema#",
                "http://json-schema.org/draft-04/schema#"
            })
    void elementsChosenToHaveTheSameHashAreToldApartWithinTheTime(String draft) {
        ArrayNode texts = textsOfOneHash(15);
        String schema = "{'$schema': '" + draft + "', 'uniqueItems': true}";

        assertThat(violations(schema, texts)).isEmpty();

        texts.add(texts.get(7));
        assertThat(violations(schema, texts)).containsExactly("payload: uniqueItems must be true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 1.0]                       | true",
                "[0, -0.0]                      | true",
                "[100, 1e2]                     | true",
                "[1, true, '1', 'true']         | false",
                "[null, 'null']                 | false",
                "[{'a': 1, 'b': 2}, {'b': 2, 'a': 1.0}] | true",
                "[{'a': 'b'}, {'ab': ''}]       | false",
                "[['a', 'b'], ['ab', '']]       | false",
                "[['a'], 'a']                   | false",
                "[[], {}]                       | false",
                "[[1], [1]]                     | true"
            })
    void itemsAreEqualByValue(String array, boolean equal) {
        assertThat(violations("{'uniqueItems': true}", json(array.replace("''", "\"\""))))
                .hasSize(equal ? 1 : 0);
    }

    @Test
    void patternThatNeverEndsIsAViolationThatNamesThePlaceInTheSchema() {
        var schema = MessageSchema.of(json("{'properties': {'name': {'pattern': '^(a|aa)+\\\\1c$'}}}"));
        JsonNode payload = json("{'name': '" + "a".repeat(200) + "!'}");

        List<SchemaViolation> violations = schema.validate(payload, Duration.ofMillis(100));

        assertThat(violations)
                .extracting(SchemaViolation::toString)
                .containsExactly(
                        "payload: takes longer than 100 ms to check at /properties/name/pattern of the schema");
    }

    @Test
    void patternThatNeedsMoreStackThanThereIsIsAViolation() {
        var schema = MessageSchema.of(json("{'pattern': '^(a|b)*$'}"));

        assertThat(schema.validate(JsonNodeFactory.instance.textNode("a".repeat(500_000))))
                .extracting(SchemaViolation::toString)
                .containsExactly("payload: is too long or too deep to be checked with this schema");
    }

    @Test
    void schemaThatBranchesAtEveryLevelOfThePayloadEndsInTime() {
        var schema = MessageSchema.of(json("{'anyOf': [{'items': {'$ref': '#'}, 'minItems': 2},"
                + " {'items': {'$ref': '#'}, 'minItems': 3}, {'items': {'$ref': '#'}, 'minItems': 4}]}"));
        JsonNode payload = json("[".repeat(40) + "]".repeat(40));

        assertThat(schema.validate(payload, Duration.ofMillis(100)))
                .singleElement()
                .satisfies(v -> assertThat(v.message()).startsWith("takes longer than 100 ms to check at /"));
    }

    @Test
    void ofManyViolationsTheFirstTwentyAreTold() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 50_000; i++) {
            array.add(i);
        }

        assertThat(violations("{'items': {'type': 'string'}}", array))
                .hasSize(20)
                .first()
                .isEqualTo("/0: type must be \"string\"");
        assertThat(violations("{'items': {'anyOf': [{'type': 'string'}, {'type': 'integer'}]}}", array))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"^a$, a, true", "^a$, 'a\n', false", "a\\$, a$, true", "b, abc, true", "^b, abc, false"})
    void patternsAreSearchedForAndDollarIsTheVeryEnd(String pattern, String text, boolean matches) {
        JsonNode schema = JsonNodeFactory.instance.objectNode().put("pattern", pattern);

        assertThat(MessageSchema.of(schema).validate(JsonNodeFactory.instance.textNode(text)))
                .hasSize(matches ? 0 : 1);
    }
}
