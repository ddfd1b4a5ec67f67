package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as texts; nothing here ever asks the DNS. */
public final class Addresses {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** The part of an IPv6 address that usually belongs to one subscriber. */
    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /**
     * The key of a sender's share: an IPv4 address, or the first 64 bits of an IPv6 address, because one subscriber has
     * all addresses below them; another text as it is.
     */
    public static String share(String address) {
        Optional<InetAddress> ip = of(address.split("%", 2)[0]);
        if (ip.isEmpty() || !(ip.get() instanceof Inet6Address)) {
            return ip.map(InetAddress::getHostAddress).orElse(address);
        }
        return HexFormat.ofDelimiter(":").formatHex(ip.get().getAddress(), 0, NETWORK_BYTES) + "/64";
    }

    /** The address that a text is, an IPv6 one without brackets and zone; empty for every other text. */
    static Optional<InetAddress> of(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
