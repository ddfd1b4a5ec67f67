package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostFailuresTest {

    private static Recap.Host failed(String name, long counter, String task, String message) {
        var failure = new Recap.Failure(task, message, "/site.yml:" + task.length(), counter);
        return new Recap.Host(name, 0, 0, 0, 1, 0, 0, 0, 0, failure);
    }

    private static HostFailures of(Recap.Host... hosts) {
        return HostFailures.having(new Recap(List.of(hosts), true, List.of()), Recap.Host::failed);
    }

    @Test
    void reasonIsTheFirstFailureAndHowManyHostsShareIt() {
        assertThat(of(
                                failed("web10", 9, "Install", "no such package"),
                                failed("web2", 4, "Install", "no such package"),
                                failed("web3", 5, "Install", "no such package"),
                                failed("db1", 6, "Restart", "timed out"))
                        .reason())
                .isEqualTo("\"Install\" on web2: no such package (/site.yml:7); the same on 2 more hosts;"
                        + " another failure on 1 more host");
    }

    @Test
    void messageThatNamesItsHostIsTheSameReason() {
        assertThat(of(
                                failed("web1", 1, "Ping", "Could not resolve hostname web1"),
                                failed("web2", 2, "Ping", "Could not resolve hostname web2"))
                        .reason())
                .isEqualTo("\"Ping\" on web1: Could not resolve hostname web1 (/site.yml:4); the same on 1 more host");
    }

    @Test
    void hostWithoutARecordedFailureHasNoReason() {
        var host = new Recap.Host("web1", 0, 0, 0, 1, 0, 0, 0, 0, null);

        assertThat(of(host).names()).isEqualTo("web1");
        assertThat(of(host).reason()).isEmpty();
    }

    @Test
    void namesAreTheFirstOnesInNaturalOrder() {
        Recap.Host[] hosts = IntStream.rangeClosed(1, 1206)
                .mapToObj(i -> failed("web" + i, i, "Install", "no"))
                .toArray(Recap.Host[]::new);

        assertThat(of(hosts).names()).isEqualTo("web1, web2, web3, web4, web5 and 1 201 more");
    }
}
