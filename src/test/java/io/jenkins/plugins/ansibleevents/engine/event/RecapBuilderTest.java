package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecapBuilderTest {

    private final RecapBuilder builder = new RecapBuilder();
    private int counter;

    @Test
    void resultsAreCountedPerHostWhileTheRunGoesOn() throws EventFormatException {
        result("runner_on_ok", "b", "\"duration\":1.5,\"res\":{\"changed\":true}");
        result("runner_on_ok", "b", "\"duration\":0.25,\"res\":{}");
        result("runner_on_skipped", "b", "");
        result("runner_on_failed", "b", "\"ignore_errors\":true,\"res\":{\"msg\":\"never mind\"}");
        result("runner_on_unreachable", "a", "\"task\":\"Ping\",\"res\":{\"msg\":\"no route\\n  to host\"}");

        Recap recap = builder.recap();

        assertThat(recap.complete()).isFalse();
        assertThat(recap.hosts()).extracting(Recap.Host::name).containsExactly("a", "b");
        Recap.Host b = recap.hosts().get(1);
        assertThat(b.ok()).isEqualTo(3);
        assertThat(b.changed()).isEqualTo(1);
        assertThat(b.skipped()).isEqualTo(1);
        assertThat(b.ignored()).isEqualTo(1);
        assertThat(b.seconds()).isCloseTo(1.75, within(1e-9));
        assertThat(b.firstFailure()).isNull();
        assertThat(recap.hosts().get(0).firstFailure()).isEqualTo(new Recap.Failure("Ping", "no route", "", 5));
    }

    @Test
    void ansiblesOwnNumbersTellRescuedFromFailed() throws EventFormatException {
        result("runner_on_failed", "a", "\"task\":\"First\",\"res\":{\"msg\":\"rescued\"}");
        result("runner_on_failed", "a", "\"task\":\"Second\",\"res\":{\"msg\":\"final\"}");
        stats("\"failures\":{\"a\":1},\"rescued\":{\"a\":1},\"processed\":{\"a\":1,\"idle\":1}");

        Recap recap = builder.recap();

        assertThat(recap.complete()).isTrue();
        assertThat(recap.warnings()).isEmpty();
        Recap.Host a = recap.hosts().get(0);
        assertThat(a.failed()).isEqualTo(1);
        assertThat(a.rescued()).isEqualTo(1);
        assertThat(a.firstFailure().message()).isEqualTo("final");
        assertThat(recap.hosts().get(1).name()).isEqualTo("idle");
    }

    @Test
    void withoutStatisticsAHostThatWentOnWasRescued() throws EventFormatException {
        result("runner_on_failed", "a", "\"task\":\"First\",\"res\":{\"msg\":\"rescued\"}");
        result("runner_on_ok", "a", "\"res\":{}");
        result("runner_on_failed", "a", "\"task\":\"Last\",\"res\":{\"msg\":\"final\"}");
        result("runner_on_failed", "b", "\"task\":\"First\",\"res\":{\"msg\":\"rescued\"}");
        result("runner_on_unreachable", "b", "\"task\":\"Ping\",\"res\":{\"msg\":\"gone\"}");
        assertThat(builder.recap().hosts().get(0).failed()).isEqualTo(2);

        Recap recap = builder.end();

        assertThat(recap.complete()).isFalse();
        assertThat(recap.hosts()).extracting(Recap.Host::failed).containsExactly(1, 0);
        assertThat(recap.hosts()).extracting(Recap.Host::rescued).containsExactly(1, 1);
        assertThat(recap.hosts())
                .extracting(host -> host.firstFailure().message())
                .containsExactly("final", "gone");
        assertThat(builder.end()).isEqualTo(recap);
    }

    @Test
    void failedHostsComeBeforeUnreachableOnes() throws EventFormatException {
        result("runner_on_ok", "a", "");
        result("runner_on_unreachable", "b", "");
        result("runner_on_failed", "c", "");

        assertThat(builder.end().hosts()).extracting(Recap.Host::name).containsExactly("c", "b", "a");
    }

    @Test
    void numbersThatDifferFromAnsiblesAreWarnedOf() throws EventFormatException {
        result("runner_on_ok", "a", "\"res\":{}");
        stats("\"ok\":{\"a\":3},\"failures\":{\"a\":1},\"processed\":{\"a\":1}");

        assertThat(builder.recap().warnings())
                .containsExactly("host a: events tell ok=1 failed=0, Ansible counts ok=3 failed=1 rescued=0");
        assertThat(builder.recap().hosts().get(0).ok()).isEqualTo(3);
    }

    @Test
    void secondPlaybookGoesOnFromTheNumbersOfTheFirst() throws EventFormatException {
        result("runner_on_ok", "a", "\"res\":{}");
        stats("\"ok\":{\"a\":1},\"processed\":{\"a\":1}");
        result("runner_on_ok", "a", "\"res\":{}");
        assertThat(builder.recap().complete()).isFalse();
        stats("\"ok\":{\"a\":2},\"processed\":{\"a\":1}");

        assertThat(builder.recap().warnings()).isEmpty();
        assertThat(builder.recap().hosts().get(0).ok()).isEqualTo(2);
    }

    private void result(String type, String host, String more) throws EventFormatException {
        event(type, "\"host\":\"" + host + "\"" + (more.isEmpty() ? "" : "," + more));
    }

    private void stats(String data) throws EventFormatException {
        event("playbook_on_stats", data);
    }

    private void event(String type, String data) throws EventFormatException {
        counter++;
        String json = "{\"uuid\":\"u" + counter + "\",\"counter\":" + counter + ",\"event\":\"" + type
                + "\",\"event_data\":{" + data + "}}";
        builder.add(EventLine.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
