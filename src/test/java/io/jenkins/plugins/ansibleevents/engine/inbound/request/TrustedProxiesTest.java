package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies = TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"));

    private String client(String peer, String... fields) {
        var headers = new Headers.Builder();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return proxies.client(peer, headers.build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "X-Forwarded-For | 192.0.2.7 | 192.0.2.7",
                "X-Forwarded-For | 192.0.2.7:47011 | 192.0.2.7",
                "X-Forwarded-For | 2001:db8::17 | 2001:db8::17",
                "X-Forwarded-For | [2001:db8::17]:443 | 2001:db8::17",
                "X-Forwarded-For | 192.0.2.7, 10.1.2.3 | 192.0.2.7",
                "X-Forwarded-For | 10.1.2.4, 10.1.2.3 | 10.1.2.4",
                "Forwarded | for=192.0.2.43 | 192.0.2.43",
                "Forwarded | For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe::17",
                "Forwarded | for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60",
                "Forwarded | proto=https;for=192.0.2.43, for=\"10.9.9.9:80\" | 192.0.2.43",
                "Forwarded | for=192.0.2.43, for=\"[2001:db8:1::9]\" | 192.0.2.43"
            })
    void proxyThatIsTrustedTellsTheAddressOfTheSender(String field, String value, String client) {
        assertThat(client("127.0.0.1", field, value)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "X-Forwarded-For | 1.1.1.1, 192.0.2.7 | 192.0.2.7",
                "X-Forwarded-For | 1.1.1.1, 192.0.2.7, 10.0.0.9 | 192.0.2.7",
                "Forwarded | for=1.1.1.1, for=192.0.2.7 | 192.0.2.7"
            })
    void whatAStrangerHasWrittenBeforeTheProxyIsNotBelieved(String field, String value, String client) {
        assertThat(client("10.0.0.1", field, value)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.1", "11.0.0.1", "2001:db8:2::1", "", "localhost"})
    void peerThatIsNotTrustedIsTheSender(String peer) {
        assertThat(client(peer, "X-Forwarded-For", "192.0.2.7", "Forwarded", "for=192.0.2.7"))
                .isEqualTo(peer);
        assertThat(TrustedProxies.NONE.client(
                        "127.0.0.1", Headers.of(java.util.Map.of("X-Forwarded-For", "192.0.2.7"))))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Forwarded | for=unknown",
                "Forwarded | for=_hidden, for=_secret",
                "Forwarded | for=\"_gazonk\"",
                "Forwarded | for=\"192.0.2.43",
                "Forwarded | for=192.0.2.43 for=192.0.2.44",
                "Forwarded | proto=https",
                "Forwarded | for=\"192.0.2.43\\\"\"",
                "Forwarded | ~~",
                "X-Forwarded-For | unknown",
                "X-Forwarded-For | 192.0.2.7; drop",
                "X-Forwarded-For | 999.0.2.7",
                "X-Forwarded-For | attacker.example.com",
                "X-Forwarded-For | ,"
            })
    void whatIsNoAddressLeavesTheAddressOfTheProxy(String field, String value) {
        assertThat(client("127.0.0.1", field, value)).isEqualTo("127.0.0.1");
    }

    @Test
    void severalFieldsAreOneListAndTheLastIsTheNearest() {
        assertThat(client("127.0.0.1", "X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "192.0.2.7"))
                .isEqualTo("192.0.2.7");
    }

    @Test
    void twoFieldsThatDisagreeAreNotBelieved() {
        assertThat(client("127.0.0.1", "X-Forwarded-For", "192.0.2.7", "Forwarded", "for=1.1.1.1"))
                .isEqualTo("127.0.0.1");
        assertThat(client("127.0.0.1", "X-Forwarded-For", "192.0.2.7", "Forwarded", "for=192.0.2.7"))
                .isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "::/129", "256.0.0.1", "", "proxy.lan"})
    void whatIsNoNetworkIsNamed(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/8")
                .hasMessageContaining("\"" + network + "\"");
    }
}
