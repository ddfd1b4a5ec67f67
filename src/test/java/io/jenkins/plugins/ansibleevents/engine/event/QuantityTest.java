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

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.0",
        "0.05, 1, 0.1",
        "0.949, 1, 0.9",
        "9.996, 2, 10.00",
        "3.25, 3, 3.250",
        "0.0004, 3, 0.000",
        "1000000.5, 2, 1000000.50",
        "-0.04, 1, 0.0",
        "-12.34, 1, -12.3"
    })
    void theLastDecimalIsRounded(double value, int decimals, String text) {
        assertThat(Quantity.decimal(value, decimals)).isEqualTo(text);
    }
}
