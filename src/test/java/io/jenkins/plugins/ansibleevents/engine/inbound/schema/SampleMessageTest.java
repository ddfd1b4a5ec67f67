package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message to try an endpoint with. */
class SampleMessageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Optional<String> sample(String schema) throws Exception {
        return SampleMessage.of(JSON.readTree(schema)).map(JsonNode::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "{\"required\": [\"kind\", \"host\"]} ! {\"kind\":\"example\",\"host\":\"example\"}",
                "{\"properties\": {\"a\": {\"type\": \"boolean\"}, \"b\": {\"const\": 3}}} ! {\"a\":true,\"b\":3}",
                "{\"required\": [\"a\"], \"properties\": {\"a\": {\"enum\": [\"x\", \"y\"]}, \"b\": {}}} ! {\"a\":\"x\"}",
                "{\"type\": \"string\", \"minLength\": 9} ! \"examplexx\"",
                "{\"type\": \"string\", \"maxLength\": 3} ! \"exa\"",
                "{\"type\": \"string\", \"format\": \"ipv4\"} ! \"192.0.2.1\"",
                "{\"type\": \"string\", \"pattern\": \"^[A-Z]{3}-\\\\d+(-(x|y))?$\"} ! \"AAA-1-x\"",
                "{\"type\": \"integer\", \"exclusiveMinimum\": 7} ! 8",
                "{\"type\": \"integer\", \"minimum\": 7, \"multipleOf\": 5} ! 10",
                "{\"type\": \"number\", \"maximum\": -1.5} ! -1.5",
                "{\"type\": [\"null\", \"integer\"]} ! 1",
                "{\"type\": \"array\", \"minItems\": 2, \"items\": {\"const\": 0}} ! [0,0]",
                "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"type\": \"array\", \"items\": {\"const\": 1}}}} ! [1]",
                "{\"allOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"], \"properties\": {\"b\": {\"const\": 1}}}]}"
                        + " ! {\"a\":\"example\",\"b\":1}",
                "{\"oneOf\": [{\"properties\": {\"a\": {\"const\": 1}}, \"required\": [\"a\"]}, {\"required\": [\"b\"]}]}"
                        + " ! {\"a\":1}",
                "{\"examples\": [{\"a\": 5}]} ! {\"a\":5}",
            })
    void fitsItsSchema(String schema, String sample) throws Exception {
        assertThat(sample(schema)).contains(sample);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"string\", \"pattern\": \"^(?=a)b|(\"}",
                "{\"not\": {}}",
                "false",
                "{\"type\": \"array\", \"minItems\": 50}",
            })
    void thereIsNoneForAnIntricateSchema(String schema) throws Exception {
        assertThat(sample(schema)).isEmpty();
    }
}
