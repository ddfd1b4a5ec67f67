package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingBodiesTest {

    private static final int BUDGET = 1 << 20;
    private static final int LIMIT = 32 << 20;
    private static final Runnable NOBODY_WAITS = () -> {};

    private final AtomicLong nanos = new AtomicLong();
    private final IncomingBodies bodies =
            new IncomingBodies(new BodyLimits(BUDGET, 8, 4, Duration.ofSeconds(20), 1_000), nanos::get);

    private void wait(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private IncomingBody open(String address) throws BodyRefused {
        return bodies.open(address, false, LIMIT, NOBODY_WAITS);
    }

    private static void add(IncomingBody body, int bytes) throws BodyRefused {
        body.add(ByteBuffer.allocate(bytes));
    }

    private static void assertRefused(
            BodyRefused.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BodyRefused.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }

    @Test
    void memoryGrowsWithWhatHasArrived() throws Exception {
        IncomingBody body = open("192.0.2.1");
        assertThat(bodies.strangersBytes()).isZero();
        for (int i = 0; i < 100_000; i++) {
            add(body, 1);
        }

        assertThat(bodies.strangersBytes()).isBetween(100_000L, 200_000L);
        assertThat(body.bytes()).hasSize(100_000);
        body.close();
        assertThat(bodies.strangersBytes()).isZero();
        assertThat(bodies.strangers()).isZero();
    }

    @Test
    void bodyOfItsLimitIsTakenAndOneByteMoreIsNot() throws Exception {
        IncomingBody body = bodies.open("192.0.2.1", false, 1_000, NOBODY_WAITS);
        add(body, 1_000);

        assertThat(body.bytes()).hasSize(1_000);
        assertRefused(BodyRefused.Kind.TOO_LARGE, () -> add(body, 1));
    }

    @Test
    void budgetIsNeverExceededAndSmallBodiesHaveAPartOfIt() throws Exception {
        for (int i = 0; i < 3; i++) {
            IncomingBody large = open("192.0.2." + i);
            assertThatCode(() -> add(large, 256 << 10)).doesNotThrowAnyException();
        }
        IncomingBody oneMore = open("192.0.2.9");
        assertRefused(BodyRefused.Kind.NO_ROOM, () -> add(oneMore, 256 << 10));
        oneMore.close();

        assertThatCode(() -> add(open("192.0.2.8"), 16 << 10)).doesNotThrowAnyException();
        assertThat(bodies.strangersBytes()).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void slowestOfStrangersMakesAPlaceOnceItHasHadItsFirstMoment() throws Exception {
        var woken = new AtomicInteger();
        IncomingBody quick = open("192.0.2.1");
        add(quick, 100_000);
        IncomingBody slow = bodies.open("192.0.2.2", false, LIMIT, woken::incrementAndGet);
        add(slow, 1);
        for (int i = 3; i < 9; i++) {
            add(open("192.0.2." + i), 10);
        }
        assertRefused(BodyRefused.Kind.NO_ROOM, () -> open("192.0.2.10"));

        wait(Duration.ofMillis(250));
        assertThatCode(() -> open("192.0.2.10")).doesNotThrowAnyException();
        assertThat(woken).hasValue(1);
        assertThat(bodies.strangers()).isEqualTo(8);
        assertRefused(BodyRefused.Kind.NO_ROOM, () -> add(slow, 1));
        assertRefused(BodyRefused.Kind.NO_ROOM, slow::bytes);
        assertThat(quick.bytes()).hasSize(100_000);
    }

    @Test
    void oldestOfStrangersGivesItsMemory() throws Exception {
        IncomingBody first = open("192.0.2.1");
        add(first, 200_000);
        add(open("192.0.2.2"), 200_000);
        add(open("192.0.2.3"), 200_000);
        wait(Duration.ofMillis(250));

        IncomingBody newest = open("192.0.2.4");
        add(newest, 200_000);

        assertThat(newest.bytes()).hasSize(200_000);
        assertRefused(BodyRefused.Kind.NO_ROOM, first::bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 192.0.2.2",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff::2%eth0, 2001:db8:0:2::1",
        "::ffff:192.0.2.1, 192.0.2.1, 192.0.2.2"
    })
    void addressHasItsShareAndNoMore(String one, String same, String other) throws Exception {
        for (int i = 0; i < 4; i++) {
            open(one);
        }

        assertRefused(BodyRefused.Kind.NO_ROOM, () -> open(same));
        assertThatCode(() -> open(other)).doesNotThrowAnyException();
    }

    @Test
    void trustedProxyHasNoShareButTheWhole() throws Exception {
        for (int i = 0; i < 8; i++) {
            open("");
        }

        assertRefused(BodyRefused.Kind.NO_ROOM, () -> open(""));
    }

    @Test
    void addressWithOneLargeBodyAfterTheOtherLeavesHalfOfTheBudgetToOthers() throws Exception {
        add(open("192.0.2.1"), 256 << 10);
        add(open("192.0.2.1"), 256 << 10);
        IncomingBody third = open("192.0.2.1");

        assertRefused(BodyRefused.Kind.NO_ROOM, () -> add(third, 1));
        assertThatCode(() -> add(open("192.0.2.2"), 256 << 10)).doesNotThrowAnyException();
    }

    @Test
    void bodyThatTakesTooLongOrComesTooSlowlyIsBrokenOff() throws Exception {
        IncomingBody steady = open("192.0.2.1");
        IncomingBody trickle = open("192.0.2.2");
        add(steady, 30_000);
        add(trickle, 100);

        wait(Duration.ofSeconds(5));
        bodies.breakOffSlow();
        assertThatCode(() -> add(trickle, 1)).doesNotThrowAnyException();
        wait(Duration.ofSeconds(1));
        bodies.breakOffSlow();
        assertRefused(BodyRefused.Kind.TOO_SLOW, () -> add(trickle, 1));
        wait(Duration.ofSeconds(14));
        bodies.breakOffSlow();
        assertThatCode(() -> add(steady, 1)).doesNotThrowAnyException();
        wait(Duration.ofSeconds(1));
        bodies.breakOffSlow();
        assertRefused(BodyRefused.Kind.TOO_SLOW, () -> add(steady, 1));
        assertThat(bodies.strangers()).isZero();
    }

    @Test
    void whatIsVouchedForTakesNoPlaceOfStrangersAndKeepsItsOwn() throws Exception {
        IncomingBody known = bodies.open("192.0.2.1", true, LIMIT, NOBODY_WAITS);
        add(known, BUDGET / 2);
        IncomingBody proven = open("192.0.2.1");
        add(proven, 1_000);
        proven.vouch();
        assertThat(bodies.strangers()).isZero();
        wait(Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            open("192.0.2." + i);
            wait(Duration.ofSeconds(1));
        }

        assertThat(known.bytes()).hasSize(BUDGET / 2);
        assertThat(proven.bytes()).hasSize(1_000);
        assertRefused(BodyRefused.Kind.NO_ROOM, () -> add(known, BUDGET));
    }
}
