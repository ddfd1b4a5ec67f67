package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.LoggedLines;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log of an outage with many failures. */
class OutageTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

    private final LoggedLines log = new LoggedLines();
    private final Outage outage = new Outage(
            Logger.getLogger(OutageTest.class.getName()),
            "nothing can be written",
            "everything is written again",
            NOON);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void beginAndEndAreSaidOnceWithTheNumberOfFailures() {
        outage.worked();
        for (int i = 0; i < 1_000; i++) {
            outage.failed("the disk is full", false);
        }
        outage.worked();
        outage.worked();
        outage.failed("too many open files", false);

        assertThat(log.get())
                .containsExactly(
                        "WARNING nothing can be written: the disk is full",
                        "INFO everything is written again; failed 1000 times since 2026-11-28T12:00:00Z",
                        "WARNING nothing can be written: too many open files");
    }

    @Test
    void whatSomebodyElseHasSaidIsOnlyCounted() {
        outage.failed("the broker is away", true);
        outage.worked();

        assertThat(log.get())
                .containsExactly("INFO everything is written again; failed 1 time since 2026-11-28T12:00:00Z");
    }
}
