package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFailuresTest {

    private final OpenFailures<String> open = new OpenFailures<>();

    @Test
    void theLastFailuresAreThoseThatStatisticsCount() {
        open.failed("first");
        open.failed("second");
        open.failed("last");

        assertThat(open.settle(1)).containsExactly("first", "second");
    }

    @Test
    void statisticsOfALaterPlaybookIncludeThoseBefore() {
        open.failed("counts, in the first playbook");
        assertThat(open.settle(1)).isEmpty();

        open.failed("rescued, in the second");
        open.wentOn();

        assertThat(open.settle(1)).containsExactly("rescued, in the second");
    }

    @Test
    void withoutStatisticsAFailureCountsWhenNothingCameAfterIt() {
        open.failed("rescued");
        open.wentOn();
        open.failed("the end");

        assertThat(open.settle()).containsExactly("rescued");
    }

    @Test
    void withoutStatisticsAHostThatWentOnWasRescued() {
        open.failed("rescued");
        open.wentOn();

        assertThat(open.settle()).containsExactly("rescued");
    }
}
