package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.serve.Prometheus;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.EmitterMeters;
import java.util.Map;
import java.util.TreeMap;

/** The emitters' part of {@code /metrics}. */
final class EmitterMetrics {

    private static final String MESSAGES = "ansible_events_emitter_messages_total";
    private static final String RETRIES = "ansible_events_emitter_retries_total";
    private static final String WAITING = "ansible_events_emitter_waiting";
    private static final String BREAKERS = "ansible_events_emitter_breakers";

    private EmitterMetrics() {}

    static void write(Map<String, EmitterMeters.Reading> readings, Prometheus page) {
        page.metric(MESSAGES, "counter", "Messages by emitter and what became of them.");
        readings.forEach((emitter, reading) -> messages(page, emitter, reading));
        page.metric(RETRIES, "counter", "Attempts that failed and were repeated.");
        readings.forEach((emitter, reading) -> page.sample(RETRIES, Map.of("emitter", emitter), reading.retried()));
        page.metric(WAITING, "gauge", "Messages of running playbooks that are not delivered yet.");
        readings.forEach((emitter, reading) -> page.sample(WAITING, Map.of("emitter", emitter), reading.waiting()));
        page.metric(BREAKERS, "gauge", "Running playbooks by the state of the emitter's circuit breaker.");
        readings.forEach((emitter, reading) ->
                reading.breakers().forEach((state, n) -> page.sample(BREAKERS, labels(emitter, "state", state), n)));
    }

    private static void messages(Prometheus page, String emitter, EmitterMeters.Reading reading) {
        page.sample(MESSAGES, labels(emitter, "result", "sent"), reading.sent());
        page.sample(MESSAGES, labels(emitter, "result", "refused"), reading.refused());
        page.sample(MESSAGES, labels(emitter, "result", "dropped"), reading.dropped());
        page.sample(MESSAGES, labels(emitter, "result", "kept"), reading.kept());
    }

    private static Map<String, String> labels(String emitter, String name, String value) {
        return new TreeMap<>(Map.of("emitter", emitter, name, value));
    }
}
