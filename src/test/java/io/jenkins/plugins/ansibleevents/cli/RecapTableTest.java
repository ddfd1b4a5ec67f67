package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecapTableTest {

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "59.94, 59.9 s", "59.97, 1:00 min", "119.7, 2:00 min", "3599.4, 59:59 min"})
    void timesAreRoundedAsAWhole(double seconds, String shown) {
        assertThat(RecapTable.seconds(seconds)).isEqualTo(shown);
    }
}
