package io.jenkins.plugins.ansibleevents.engine.emit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Which addresses may be connected to. Asked for the address of every connection, after the name was looked up: a name
 * that changes its address between two looks gets nowhere. With a proxy it is asked for the proxy's address.
 */
@FunctionalInterface
public interface DestinationPolicy {

    /** No limit: who writes the settings may connect anyway. */
    DestinationPolicy ANY = address -> {};

    /** @throws IOException saying why not; the message is shown to the user */
    void check(InetSocketAddress address) throws IOException;

    /**
     * For settings written by people who may not reach everything this machine can reach.
     *
     * @param hosts names or addresses that may be connected to wherever they are; empty for all public ones
     */
    static DestinationPolicy guarded(Set<String> hosts) {
        Set<String> allowed = Set.copyOf(hosts);
        return address -> {
            String name = address.getHostString();
            InetAddress ip = address.getAddress();
            if (allowed.contains(name) || ip != null && allowed.contains(ip.getHostAddress())) {
                return;
            }
            if (!allowed.isEmpty()) {
                throw new IOException("the host " + name + " is not on the list of allowed hosts");
            }
            if (ip == null || isInternal(ip)) {
                throw new IOException("the address of " + name
                        + " is a loopback, link-local or multicast address; add the host to the list of allowed hosts");
            }
        };
    }

    private static boolean isInternal(InetAddress ip) {
        return ip.isLoopbackAddress() || ip.isLinkLocalAddress() || ip.isAnyLocalAddress() || ip.isMulticastAddress();
    }
}
