package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerCallsTest {

    private final HealthRecord health = new HealthRecord("the queue");

    private BrokerCalls calls(QueueException.Kind kind) {
        return new BrokerCalls(
                "the queue",
                health,
                (queue, error) -> new QueueException(kind, queue + ": " + error.getMessage(), error),
                Duration.ofMillis(1));
    }

    @ParameterizedTest
    @EnumSource
    void queueIsDownWhenTheBrokerIsToBlameOnly(QueueException.Kind kind) {
        QueueException failure = calls(kind).failure(new IllegalStateException("no route"));

        assertThat(failure).hasMessage("the queue: no route");
        boolean isTheBrokersFault = Set.of(
                        QueueException.Kind.UNAVAILABLE, QueueException.Kind.REFUSED, QueueException.Kind.DAMAGED)
                .contains(kind);
        assertThat(health.get().up()).isEqualTo(!isTheBrokersFault);
    }

    @Test
    void callThatIsNotAnsweredInTimeFails() {
        assertThatThrownBy(() -> calls(QueueException.Kind.UNAVAILABLE).result(new CompletableFuture<>()))
                .isInstanceOf(QueueException.class);
        assertThat(health.get().up()).isFalse();
    }

    @Test
    void failureInTheQueuesWordsStaysAsItIs() {
        var full = new QueueException(QueueException.Kind.FULL, "full");

        assertThatThrownBy(() -> calls(QueueException.Kind.REFUSED).result(CompletableFuture.failedFuture(full)))
                .isSameAs(full);
        assertThat(health.get().up()).isTrue();
    }

    @Test
    void closedQueueRefusesCalls() throws Exception {
        BrokerCalls calls = calls(QueueException.Kind.REFUSED);
        calls.mustBeOpen();

        assertThat(calls.close()).isTrue();

        assertThat(calls.close()).isFalse();
        assertThatThrownBy(calls::mustBeOpen)
                .hasMessage("the queue was closed")
                .asInstanceOf(throwable(QueueException.class))
                .extracting(QueueException::kind)
                .isEqualTo(QueueException.Kind.CLOSED);
    }
}
