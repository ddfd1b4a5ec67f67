package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionProgressTest {

    @Test
    void attemptsSurviveACrashAlsoBeforeTheRecordIsFetchedAgain() {
        var progress = new PartitionProgress(100, "");
        progress.fetched(100);
        progress.fetched(107);
        progress.received(107, 3);

        var once = new PartitionProgress(progress.position(), progress.metadata());
        var twice = new PartitionProgress(once.position(), once.metadata());

        assertThat(twice.attempts(107)).isEqualTo(3);
        assertThat(twice.attempts(100)).isZero();
    }

    @Test
    void positionStaysBeforeTheOldestUnfinishedMessage() {
        var progress = new PartitionProgress(0, "");
        progress.fetched(0);
        progress.fetched(5);
        progress.done(5);

        assertThat(progress.position()).isZero();
        progress.done(0);
        assertThat(progress.position()).isEqualTo(6);
    }

    @Test
    void metadataOfTheFarthestProgressFitsABroker() {
        var progress = new PartitionProgress(0, "");
        for (int n = 0; n < PartitionProgress.MOST_AHEAD + 500; n++) {
            progress.fetched(n);
            progress.received(n, 9);
            if (n % 3 == 1) {
                progress.done(n);
            }
        }

        assertThat(progress.isTooFarAhead()).isTrue();
        assertThat(progress.metadata().length()).isLessThanOrEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1 ! -", "v1 - 5", "v1 - x:y:z", "v2 AA== -", "made by somebody else"})
    void metadataOfSomebodyElseIsTakenAsNone(String metadata) {
        var progress = new PartitionProgress(7, metadata);

        assertThat(progress.fetched(7)).isTrue();
        assertThat(progress.attempts(7)).isZero();
    }
}
