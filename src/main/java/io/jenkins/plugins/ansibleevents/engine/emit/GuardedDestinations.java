package io.jenkins.plugins.ansibleevents.engine.emit;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Only listed hosts, or, without a list, all hosts but internal ones. */
final class GuardedDestinations implements DestinationPolicy {

    /** Addresses of machine credentials in clouds, beside the link-local 169.254.169.254: AWS, Alibaba, Azure. */
    private static final Set<InetAddress> METADATA =
            Set.of(literal("fd00:ec2::254"), literal("100.100.100.200"), literal("168.63.129.16"));

    /** A prefix of IPv6 addresses that stand for an IPv4 address, and the place of that address in them. */
    private record Embedded(byte[] prefix, int at, boolean inverted) {

        Embedded(String address, int length, int at) {
            this(Arrays.copyOf(literal(address).getAddress(), length), at, false);
        }

        Optional<InetAddress> in(byte[] address) {
            if (!Arrays.equals(prefix, Arrays.copyOf(address, prefix.length))) {
                return Optional.empty();
            }
            byte[] inner = Arrays.copyOfRange(address, at, at + 4);
            for (int i = 0; inverted && i < inner.length; i++) {
                inner[i] = (byte) ~inner[i];
            }
            return Optional.of(address(inner));
        }
    }

    private static final Embedded[] EMBEDDED = {
        new Embedded("64:ff9b::", 12, 12), // NAT64 (RFC 6052)
        new Embedded("::ffff:0:0:0", 12, 12), // IPv4-translated (RFC 2765)
        new Embedded("2002::", 2, 2), // 6to4 (RFC 3056)
        new Embedded(Arrays.copyOf(literal("2001::").getAddress(), 4), 12, true), // Teredo (RFC 4380)
        new Embedded("::", 12, 12), // IPv4-compatible (RFC 4291, 2.5.5.1); ::1 and :: are known before
    };

    private final Set<String> allowed;

    GuardedDestinations(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    public void check(InetSocketAddress address) throws IOException {
        String name = address.getHostString();
        InetAddress ip = address.getAddress();
        if (allowed.contains(name) || ip != null && allowed.contains(ip.getHostAddress())) {
            return;
        }
        if (!allowed.isEmpty()) {
            throw new RefusedDestinationException("the host " + name + " is not on the list of allowed hosts");
        }
        if (ip == null) {
            throw new IOException("the host " + name + " is not known");
        }
        if (isInternal(ip)) {
            throw new RefusedDestinationException(
                    "the address of " + name + " is internal (loopback, link-local, multicast, or a cloud's"
                            + " own); add the host to the list of allowed hosts");
        }
    }

    private static boolean isInternal(InetAddress ip) {
        return ip.isLoopbackAddress()
                || ip.isLinkLocalAddress()
                || ip.isAnyLocalAddress()
                || ip.isMulticastAddress()
                || METADATA.contains(ip)
                || startsWithZero(ip)
                || isLocalNat64(ip.getAddress())
                || ip instanceof Inet6Address && embeds(ip.getAddress());
    }

    /** 0.0.0.0/8 is "this network", and Linux takes 0.0.0.0 for the machine itself. */
    private static boolean startsWithZero(InetAddress ip) {
        return ip.getAddress().length == 4 && ip.getAddress()[0] == 0;
    }

    /** 64:ff9b:1::/48 (RFC 8215): each network decides where in it the IPv4 address is. */
    private static boolean isLocalNat64(byte[] address) {
        byte[] prefix = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};
        return Arrays.equals(prefix, Arrays.copyOf(address, prefix.length));
    }

    private static boolean embeds(byte[] address) {
        return Arrays.stream(EMBEDDED)
                .anyMatch(kind ->
                        kind.in(address).filter(GuardedDestinations::isInternal).isPresent());
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
