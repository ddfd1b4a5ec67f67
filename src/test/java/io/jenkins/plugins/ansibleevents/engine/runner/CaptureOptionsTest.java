package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptureOptionsTest {

    private final CaptureOptions options = CaptureOptions.defaults();

    @Test
    void everythingIsRecordedByDefault() {
        assertThat(options.records("verbose")).isTrue();
        assertThat(options.maxResultSize()).isEqualTo(700_000);
        assertThat(options.maxEventsSize()).isZero();
    }

    @Test
    void wrongValuesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withOmittedEvents(Set.of("runner_on_okay")))
                .withMessageStartingWith("unknown event type 'runner_on_okay'; known are [debug, deprecated,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withOmittedEvents(Set.of("playbook_on_stats")))
                .withMessage("events of type 'playbook_on_stats' cannot be left out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withMaxResultSize(999))
                .withMessage("must be at least 1000, is 999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withMaxEventsSize(-1))
                .withMessage("must be at least 0, is -1");
    }
}
