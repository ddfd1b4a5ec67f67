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
        assertThat(options.maxResultChars()).isEqualTo(700_000);
        assertThat(options.maxRunBytes()).isZero();
    }

    @Test
    void wrongValuesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withLeftOut(Set.of("runner_on_okay")))
                .withMessageStartingWith("unknown event type 'runner_on_okay'; known are [debug, deprecated,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withLeftOut(Set.of("playbook_on_stats")))
                .withMessage("events of type 'playbook_on_stats' cannot be left out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withMaxResultChars(999))
                .withMessage("maximum size of a result < 1000: 999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withMaxRunBytes(-1))
                .withMessage("size budget of a run < 0: -1");
    }
}
