package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusEventTest {

    @Test
    void startingTellsCommandEnvironmentAndDirectory() throws EventFormatException {
        var starting = new StatusEvent(
                RunStatus.STARTING, "7", List.of("ansible-playbook", "ü.yml"), Map.of("LANG", "C.UTF-8"), "/p");

        assertThat(new String(starting.toJson(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"status\":\"starting\",\"runner_ident\":\"7\",\"command\":[\"ansible-playbook\",\"ü.yml\"],"
                                + "\"env\":{\"LANG\":\"C.UTF-8\"},\"cwd\":\"/p\"}");
        assertThat(StatusEvent.fromJson(starting.toJson())).isEqualTo(starting);
    }

    @Test
    void everyOtherStatusIsJustThat() throws EventFormatException {
        var failed = StatusEvent.of(RunStatus.FAILED, "7");

        assertThat(new String(failed.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"failed\",\"runner_ident\":\"7\"}");
        assertThat(StatusEvent.fromJson(failed.toJson())).isEqualTo(failed);
    }

    @Test
    void unknownStatusIsNamed() {
        assertThatThrownBy(() -> StatusEvent.fromJson("{\"status\":\"paused\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EventFormatException.class)
                .hasMessageStartingWith("unknown status 'paused'");
    }
}
