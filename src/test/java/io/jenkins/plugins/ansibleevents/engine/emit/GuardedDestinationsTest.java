package io.jenkins.plugins.ansibleevents.engine.emit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedDestinationsTest {

    private static final DestinationPolicy PUBLIC_ONLY = DestinationPolicy.guarded(Set.of());

    private static InetSocketAddress at(String name, String address) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        return new InetSocketAddress(InetAddress.getByAddress(name, bytes), 80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "ff02::1",
                "100.100.100.200",
                "168.63.129.16",
                "fd00:ec2::254",
                "64:ff9b::127.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::8.8.8.8",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "::127.0.0.1",
                "::169.254.169.254",
                "::ffff:0:127.0.0.1",
                "2001:0:102:304:0:0:80ff:fffe", // Teredo: the last four bytes are those of 127.0.0.1, inverted
            })
    void internalAddressesAreRefusedHoweverTheyAreWritten(String address) throws Exception {
        InetSocketAddress there = at("sneaky.example", address);
        assertThatThrownBy(() -> PUBLIC_ONLY.check(there))
                .hasMessage(
                        "the address of sneaky.example is internal (loopback, link-local, multicast, or a cloud's own);"
                                + " add the host to the list of allowed hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "10.1.2.3", "2001:db8::1", "fd12::1", "64:ff9b::192.0.2.1", "2002:c000:201::1"})
    void otherAddressesAreOpen(String address) throws Exception {
        InetSocketAddress there = at("ok.example", address);
        assertThatCode(() -> PUBLIC_ONLY.check(there)).doesNotThrowAnyException();
    }

    @Test
    void aListOpensWhatItNamesAndClosesEverythingElse() throws Exception {
        DestinationPolicy listed = DestinationPolicy.guarded(Set.of("audit.example", "127.0.0.1"));
        InetSocketAddress loopback = at("localhost", "127.0.0.1");
        InetSocketAddress named = at("audit.example", "127.0.0.2");
        InetSocketAddress other = at("other.example", "192.0.2.1");
        assertThatCode(() -> listed.check(loopback)).doesNotThrowAnyException();
        assertThatCode(() -> listed.check(named)).doesNotThrowAnyException();
        assertThatThrownBy(() -> listed.check(other))
                .hasMessage("the host other.example is not on the list of allowed hosts");
    }

    @Test
    void aNameWithoutAnAddressIsNotCalledInternal() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.example", 80);
        assertThatThrownBy(() -> PUBLIC_ONLY.check(unknown)).hasMessage("the host nowhere.example is not known");
    }
}
