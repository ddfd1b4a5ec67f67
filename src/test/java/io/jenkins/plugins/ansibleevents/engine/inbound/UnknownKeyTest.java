package io.jenkins.plugins.ansibleevents.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typing errors that a schema gives away. */
class UnknownKeyTest {

    private static final String ALERTS = """
            {"type": "object", "required": ["kind"], "properties": {
              "kind": {"type": "string"},
              "rack": {"$ref": "#/$defs/rack"},
              "alerts": {"type": "array", "items": {"type": "object", "properties": {
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "host": {"type": "string"}}, "additionalProperties": false}},
              "extra": {"type": "object", "additionalProperties": true, "properties": {"a": {}}},
              "either": {"oneOf": [{"properties": {"left": {}}, "additionalProperties": false},
                                   {"properties": {"right": {}}}]},
              "free": {}},
             "patternProperties": {"^x-": {}},
             "$defs": {"rack": {"type": "object", "properties": {"row": {"type": "integer"}}}}}""";

    private static List<String> unknown(String source, String split) throws Exception {
        return UnknownKey.in(source, split, new ObjectMapper().readTree(ALERTS)).stream()
                .map(key -> key.path() + (key.never() ? " never" : ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload.kind == 'disk' && has(payload.rack.row)",
                "payload.alerts.exists(a, a.labels.anything == 'x' && a.host == 'y')",
                "payload.alerts[0].host",
                "payload['x-1'] == 1",
                "payload.free.any.thing",
                "payload.extra.b",
                "payload.either.left + payload.either.right",
                "payload[headers.h]",
                "headers.nothing == '' || message.sender == ''",
                "payload.kind.",
            })
    void whatASchemaHasOrLeavesOpenIsNoMistake(String source) throws Exception {
        assertThat(unknown(source, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payload.kidn == 'disk' | payload.kidn",
                "has(payload.kidn) | payload.kidn",
                "payload['kidn'] == 'disk' | payload.kidn",
                "payload.rack.rwo > 1 | payload.rack.rwo",
                "payload.alerts.map(a, a.hots) | payload.alerts[].hots never",
                "payload.alerts[0].hots | payload.alerts[].hots never",
                "payload.kind.name == '' | payload.kind.name never",
                "payload.either.middle | payload.either.middle",
                "{'a': [payload.kidn]} | payload.kidn",
                "size(payload.alerts.filter(a, a.hots == 'x')) > 1 | payload.alerts[].hots never",
            })
    void aKeyThatTheSchemaDoesNotHaveIsFound(String source, String path) throws Exception {
        assertThat(unknown(source, "")).containsExactly(path);
    }

    @Test
    void anElementOfASplitListIsLookedUpInTheList() throws Exception {
        assertThat(unknown("item.hots", "payload.alerts")).containsExactly("payload.alerts[].hots never");
        assertThat(unknown("item.host", "payload.alerts")).isEmpty();
        assertThat(unknown("item.hots", "payload.free")).isEmpty();
    }

    @Test
    void keysOfThePlaceAreNamed() throws Exception {
        assertThat(UnknownKey.in("payload.alerts.map(a, a.hots)", "", new ObjectMapper().readTree(ALERTS)))
                .singleElement()
                .satisfies(key -> assertThat(key.known()).containsExactly("host", "labels"));
    }

    @Test
    void aSchemaThatNamesOnlyWhatIsRequiredSaysNothingAboutTheRest() throws Exception {
        var schema = new ObjectMapper().readTree("{\"type\": \"object\", \"required\": [\"kind\", \"host\"]}");

        assertThat(UnknownKey.in("payload.severity", "", schema)).isEmpty();
    }

    @Test
    void aSchemaThatRefersToItselfHasAnEnd() throws Exception {
        var schema = new ObjectMapper()
                .readTree("{\"properties\": {\"child\": {\"$ref\": \"#\"}}, \"allOf\": [{\"$ref\": \"#\"}]}");

        assertThat(UnknownKey.in("payload.child.child.chlid", "", schema)).hasSize(1);
    }
}
