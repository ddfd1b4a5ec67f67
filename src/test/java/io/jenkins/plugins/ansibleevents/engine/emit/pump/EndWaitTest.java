package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run's end waits for a receiver that accepts messages, or that can catch up, and for no other. */
class EndWaitTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "takes messages,                               0,    0, PT5S,  20,    true",
        "has taken nothing for a moment,               4,    0, PT5S,  20,    true",
        "has taken nothing for long,                   6,    0, PT5S,  20,    false",
        "always takes long,                            6,    0, PT5S,  4000,  true",
        "is tried again soon,                          0,    4, PT5S,  20,    true",
        "is not tried again soon,                      0,   30, PT5S,  20,    false",
        "has asked us to wait and takes messages,    -30,   30, PT5S,  20,    true",
        "was waited for longer because we were asked,  6,   30, PT60S, 20,    true"
    })
    void receiverThatTakes(
            String what, long silentSeconds, long nextTrySeconds, Duration patience, long millis, boolean waitedFor) {
        long now = 1_000_000_000_000L;
        assertThat(EndWait.isTaken(
                        now + nextTrySeconds * 1_000_000_000,
                        now - silentSeconds * 1_000_000_000,
                        patience,
                        Duration.ofMillis(millis)))
                .as(what)
                .isEqualTo(waitedFor);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "keeps up,                          PT1S,  0,     3,    1,  true",
        "everything is there already,       PT1S,  0,     0,    1,  true",
        "nothing was delivered yet,         PT1S,  0,     5000, 0,  true",
        "needs a little longer,             PT1S,  0,     90,   20, true",
        "is far behind,                     PT1S,  0,     3000, 20, false",
        "is far behind and waited for,      PT60S, 0,     9000, 20, true",
        "is tried again in time,            PT1S,  500,   10,   1,  true",
        "is not tried again in time,        PT1S,  30000, 10,   1,  false",
        "is not tried again in a long time, PT60S, 90000, 10,   1,  false"
    })
    void receiverThat(
            String what, Duration wait, long millisToNextTry, long left, long millisEach, boolean worthwhile) {
        assertThat(EndWait.isWorthwhile(wait, millisToNextTry * 1_000_000, left, millisEach * 1_000_000))
                .as(what)
                .isEqualTo(worthwhile);
    }
}
