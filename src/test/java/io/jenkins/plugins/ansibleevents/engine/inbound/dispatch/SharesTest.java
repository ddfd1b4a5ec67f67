package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {

    private final Shares shares = new Shares();

    private static Message message(String endpoint, int bytes) {
        return Message.of(new byte[bytes], Map.of(Message.ENDPOINT, endpoint));
    }

    /** How many messages of an endpoint with any number of them get places. */
    private int come(String endpoint, int places) {
        int count = 0;
        while (shares.round(places, Long.MAX_VALUE).admits(endpoint, 10)) {
            shares.take(message(endpoint, 10));
            count++;
        }
        return count;
    }

    @Test
    void endpointThatIsBusyAloneHasHalfOfThePlacesAndLeavesAnotherSome() {
        assertThat(come("a", 100)).isEqualTo(50);
        assertThat(come("b", 100)).isEqualTo(25);
        assertThat(come("c", 100)).isPositive();
        assertThat(come("a", 100)).isZero();
    }

    @Test
    void placeThatIsGivenBackIsTakenAgain() {
        come("a", 100);
        shares.giveBack(message("a", 10));

        assertThat(come("a", 100)).isOne();
    }

    @Test
    void onePlaceIsEnoughForOneMessage() {
        assertThat(come("a", 1)).isOne();
        assertThat(come("b", 1)).isZero();
    }

    @Test
    void messagesThatAreAskedForAtOnceCountForEachOther() {
        Shares.Round round = shares.round(100, Long.MAX_VALUE);
        int count = 0;
        while (round.admits("a", 10)) {
            count++;
        }

        assertThat(count).isEqualTo(50);
        assertThat(round.hasRefused()).isTrue();
        assertThat(round.admits("b", 10)).isTrue();
    }

    @Test
    void memoryIsSharedOutTheSameWay() {
        long mib = 1 << 20;
        for (int i = 0; i < 5; i++) {
            assertThat(shares.round(1_000, 10 * mib).admits("a", mib)).isTrue();
            shares.take(message("a", 1 << 20));
        }

        assertThat(shares.round(1_000, 10 * mib).admits("a", mib)).isFalse();
        assertThat(shares.round(1_000, 10 * mib).admits("b", mib)).isTrue();
    }
}
