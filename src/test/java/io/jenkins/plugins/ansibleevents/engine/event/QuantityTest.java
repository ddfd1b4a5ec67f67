package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 events",
        "1, 1 event",
        "2, 2 events",
        "999, 999 events",
        "1000, 1 000 events",
        "10230, 10 230 events",
        "1000001, 1 000 001 events"
    })
    void oneIsSingularAndThousandsAreSetApart(long count, String words) {
        assertThat(Quantity.of(count, "event")).isEqualTo(words);
    }
}
