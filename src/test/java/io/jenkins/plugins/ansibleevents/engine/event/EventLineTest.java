package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"uuid\":\"u\",\"event\":\"x\"}",
                "{\"uuid\":\"u\",\"counter\":0,\"event\":\"x\"}",
                "{\"counter\":1,\"event\":\"x\"}",
                "{\"uuid\":\"u\",\"counter\":1,\"event\":\"x\"} {}",
                "{\"uuid\":\"u\",\"counter\":1,\"event\":\"x\",\"event_data\":{\"res\":{\"a\":}}}",
                "{\"uuid\":\"u\",\"counter\":1,\"event\":\"x\",\"event_data\":{\"res\":\"half",
            })
    void whatIsNoEventIsRefusedWithoutRepeatingIt(String json) {
        assertThatThrownBy(() -> EventLine.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EventFormatException.class)
                .hasMessageNotContaining("half");
    }

    @Test
    void omittedDataIsGoneFromTheJsonOnly() throws EventFormatException {
        String before =
                "{\"uuid\":\"u\",\"counter\":1,\"stdout\":\"\\ud83d,\\\"event_data\\\":{é\",\"event\":\"x\",\"event_data\":";
        String data = "{\"host\":\"web1\",\"res\":{\"changed\":true,\"event_data\":{}}}";
        EventLine event = EventLine.parse((before + data + ",\"pid\":7}").getBytes(StandardCharsets.UTF_8));

        EventLine omitted = event.withoutData();

        assertThat(omitted.toJson()).isEqualTo(before + "{},\"pid\":7}");
        assertThat(omitted.head()).isEqualTo(event.head());
        assertThat(omitted.data()).isEqualTo(event.tree().get("event_data"));
        assertThat(omitted.tree().get("event_data")).isEmpty();
    }

    @Test
    void eventThatSaysNothingHasNoDataToOmit() throws EventFormatException {
        String json = "{\"uuid\":\"u\",\"counter\":1,\"event\":\"verbose\"}";

        EventLine omitted =
                EventLine.parse(json.getBytes(StandardCharsets.UTF_8)).withoutData();

        assertThat(omitted.toJson()).isEqualTo(json);
        assertThat(omitted.data().isMissingNode()).isTrue();
    }

    @Test
    void valuesOfOtherTypesThanExpectedAreReadAsAbsent() throws EventFormatException {
        String json = "{\"uuid\":\"u\",\"counter\":1,\"event\":\"x\",\"event_data\":"
                + "{\"host\":{\"a\":1},\"task\":[1],\"play\":null,\"res\":[1,2],\"duration\":null,\"ignore_errors\":null}}";

        EventHead head = EventLine.parse(json.getBytes(StandardCharsets.UTF_8)).head();

        assertThat(head.host()).isNull();
        assertThat(head.task()).isNull();
        assertThat(head.play()).isNull();
        assertThat(head.changed()).isFalse();
        assertThat(head.ignoreErrors()).isFalse();
    }
}
