package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventNumbererTest {

    private static final String EVENT = """
            {"uuid":"0badcafe-1","event":"runner_on_ok","event_data":{"host":"web1","task_uuid":"0badcafe-2",\
            "res":{"changed":true,"msg":"host web1 says runner, 0badcafe and changed","own":"hunter2"}}}""";

    private final List<EventLine> events = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"host", "uuid", "event", "res", "changed", "runner", "0badcafe", "event_data"})
    void aSecretThatIsAWordOfTheFormatLeavesTheEventReadable(String secret) throws Exception {
        EventLine event = numbered(secret);

        assertThat(event.head().uuid()).isEqualTo("0badcafe-1");
        assertThat(event.head().event()).isEqualTo("runner_on_ok");
        assertThat(event.head().host()).isEqualTo("web1");
        assertThat(event.head().taskUuid()).isEqualTo("0badcafe-2");
        assertThat(event.head().changed()).isTrue();
        assertThat(result(event).path("msg").asText()).doesNotContain(secret);
    }

    @Test
    void aSecretIsMaskedAsValueAndAsKeyOfAResult() throws Exception {
        events.clear();
        numberer("hunter2")
                .event(
                        "{\"uuid\":\"u\",\"event\":\"e\",\"event_data\":{\"res\":{\"hunter2\":{\"uuid\":\"hunter2\"}}}}"
                                .getBytes(StandardCharsets.UTF_8),
                        0);

        assertThat(events.get(0).toJson()).doesNotContain("hunter2").contains(Secret.MASK);
    }

    private EventLine numbered(String secret) throws Exception {
        numberer(secret).event(EVENT.getBytes(StandardCharsets.UTF_8), 1);
        return events.get(events.size() - 1);
    }

    private EventNumberer numberer(String secret) {
        return new EventNumberer(
                "run-1",
                Redactor.of(List.of(Secret.of(secret))),
                CaptureOptions.defaults(),
                Clock.systemUTC(),
                events::add);
    }

    private static ObjectNode result(EventLine event) throws Exception {
        return (ObjectNode) event.tree().path("event_data").path("res");
    }
}
