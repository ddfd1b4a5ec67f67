package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BrokerLimits;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleWarningsTest {

    private static List<String> warnings(String rule, int receipts, String kept) throws Exception {
        var section = SettingsFile.parse("{name: fix, " + rule + "}", "serve.yml", Path.of("."));
        var limits = new BrokerLimits(
                receipts == 0 ? OptionalInt.empty() : OptionalInt.of(receipts),
                Optional.ofNullable(kept).map(Duration::parse));
        return RuleWarnings.of(List.of(RuleSettings.read(section, Map.of(), Optional.empty())), 1_000, limits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throttle: {accumulateWithin: 1h, threshold: 1001} | 0 | | threshold 1001 is never reached: at most maxHeld, 1000,",
                "combine: {within: 30s, max: 1001} | 0 | | no window gets max 1001 messages, it ends early: at most maxHeld",
                "combine: {within: 2h} | 0 | PT1H | messages are gone before the end of its window of 2h: the broker keeps them for 1h",
                "retry: {times: 3} | 3 | | retry.times 3 needs 4 receipts: the broker makes a dead letter of a message that was received 3 times",
                "combine: {within: 6h} | 9 | | its window of 6h outlives no restart: the broker makes a dead letter",
            })
    void ruleThatCannotHaveWhatItAsksForIsTold(String rule, int receipts, String kept, String warning)
            throws Exception {
        assertThat(warnings(rule, receipts, kept)).singleElement().asString().startsWith("rule fix: " + warning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "combine: {within: 6h} | 0 | ",
                "combine: {within: 6h, max: 1000} | 100 | P4D",
                "retry: {times: 3} | 4 | PT1M",
            })
    void ruleThatCanIsNot(String rule, int receipts, String kept) throws Exception {
        assertThat(warnings(rule, receipts, kept)).isEmpty();
    }
}
