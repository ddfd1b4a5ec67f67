package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {

    private final CountDownLatch brokenOff = new CountDownLatch(1);
    private final AttemptLimit limit = new AttemptLimit(Duration.ofMillis(50), brokenOff::countDown);

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndBrokenOff() throws Exception {
        limit.begin();
        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        assertThat(limit.end()).isTrue();
        brokenOff.await();
    }

    @Test
    void anAttemptIsLimitedAlsoWhenTheTimerWasSetForAnEarlierOne() {
        limit.begin();
        limit.end();
        limit.begin();
        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        assertThat(limit.end()).isTrue();
    }

    @Test
    void theInterruptOfAnAttemptDoesNotReachTheNextOne() {
        limit.begin();
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        limit.end();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void nothingIsBrokenOffBetweenAttempts() {
        var between = new CountDownLatch(1);
        var other = new AttemptLimit(Duration.ofMillis(20), between::countDown);
        other.begin();
        other.end();
        // A timer of the same clock, which goes off after the other.
        limit.begin();
        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        limit.end();
        assertThat(between.getCount()).isEqualTo(1);
    }
}
