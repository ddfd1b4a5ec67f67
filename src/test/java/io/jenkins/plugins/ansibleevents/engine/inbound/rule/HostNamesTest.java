package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1",
                "fe80::1",
                "2001:DB8::8:800:200C:417A",
                "2001:db8:0:0:8:800:200c:417a",
                "::ffff:192.0.2.1",
                "192.0.2.1",
                "web-1.example.com",
                "_group"
            })
    void addressOrNameIsTakenAsItStands(String host) {
        assertThat(HostNames.of(TextNode.valueOf(host))).containsExactly(host);
    }

    @Test
    void addressesStandBesideNames() {
        assertThat(HostNames.of(TextNode.valueOf("web1, fe80::1"))).containsExactly("web1", "fe80::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:b",
                "web1:8080",
                ":",
                ":::",
                "1:2",
                "fe80::1::2",
                "1:2:3:4:5:6:7:8:9",
                "[fe80::1]",
                "fe80::1%eth0",
                "fe80::1:!web1",
                "web1:&db",
                "::g",
                "192.0.2.1:22",
                "fe80::12345",
                "::1.2.3",
                "1:2:3:4:5:6:7::",
                "1:2:3:4:5:6:1.2.3.4"
            })
    void anyOtherTextWithColonsIsRefusedWithTheReason(String host) {
        assertThatThrownBy(() -> HostNames.of(TextNode.valueOf(host)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("IPv6")
                .hasMessageContaining("host(...)");
    }

    @Test
    void whatAStrangerWroteIsShownInOneShortLine() {
        assertThatThrownBy(() -> HostNames.of(TextNode.valueOf("web*\n" + "x".repeat(5000))))
                .hasMessageStartingWith("\"web*\\nxxx")
                .hasMessageContaining("xxx…\" is not a plain host or group name")
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "*", "!web1", "@file", "~web.*", "web[1-2]", "-x", "a b", "web1,,web2"})
    void patternsAreRefusedByName(String host) {
        assertThatThrownBy(() -> HostNames.of(TextNode.valueOf(host)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\" is not a plain host or group name");
    }
}
