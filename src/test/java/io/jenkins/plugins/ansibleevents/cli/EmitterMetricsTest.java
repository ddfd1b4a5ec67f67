package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.cli.serve.Prometheus;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.EmitterMeters;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EmitterMetricsTest {

    @Test
    void everyEmitterHasItsSamplesBelowTheirMetric() {
        var breakers = new TreeMap<>(Map.of("closed", 2L, "open", 1L));
        var page = new Prometheus();

        EmitterMetrics.write(Map.of("audit", new EmitterMeters.Reading(7, 3, 2, 1, 5, 9, breakers)), page);

        assertThat(page.toString().lines().filter(line -> !line.startsWith("# HELP")))
                .containsExactly(
                        "# TYPE ansible_events_emitter_messages_total counter",
                        "ansible_events_emitter_messages_total{emitter=\"audit\",result=\"sent\"} 7",
                        "ansible_events_emitter_messages_total{emitter=\"audit\",result=\"refused\"} 2",
                        "ansible_events_emitter_messages_total{emitter=\"audit\",result=\"dropped\"} 1",
                        "ansible_events_emitter_messages_total{emitter=\"audit\",result=\"kept\"} 5",
                        "# TYPE ansible_events_emitter_retries_total counter",
                        "ansible_events_emitter_retries_total{emitter=\"audit\"} 3",
                        "# TYPE ansible_events_emitter_waiting gauge",
                        "ansible_events_emitter_waiting{emitter=\"audit\"} 9",
                        "# TYPE ansible_events_emitter_breakers gauge",
                        "ansible_events_emitter_breakers{emitter=\"audit\",state=\"closed\"} 2",
                        "ansible_events_emitter_breakers{emitter=\"audit\",state=\"open\"} 1");
    }
}
