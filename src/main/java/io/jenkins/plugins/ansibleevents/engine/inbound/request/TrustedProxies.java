package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The proxies whose word on the address of a sender counts. Everybody can send {@code Forwarded} and {@code
 * X-Forwarded-For}; so they are read from their end, where the proxy before this server has written, and no further
 * than proxies of this list go.
 *
 * <p>A proxy passes on fields that it does not know. Where both fields are there and disagree, one of them is the
 * sender's own invention, and the address of the proxy is all that is known.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class TrustedProxies {

    /** Nobody is believed: the address is that of the connection. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Reads addresses and networks.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(Network::parse).toList());
    }

    /**
     * The address of the sender, as far as it is known.
     *
     * @param peer the address of the connection
     */
    public String client(String peer, Headers headers) {
        if (!trusts(peer)) {
            return peer;
        }
        List<String> forwarded = ForwardedHops.ofForwarded(headers);
        List<String> xForwardedFor = ForwardedHops.ofXForwardedFor(headers);
        if (forwarded.isEmpty() || xForwardedFor.isEmpty()) {
            return first(peer, forwarded.isEmpty() ? xForwardedFor : forwarded);
        }
        String one = first(peer, forwarded);
        return one.equals(first(peer, xForwardedFor)) ? one : peer;
    }

    /** Back along the way, as long as it is one of proxies that are trusted. */
    private String first(String peer, List<String> hops) {
        String known = peer;
        for (int i = hops.size() - 1; i >= 0 && trusts(known); i--) {
            if (Addresses.of(hops.get(i)).isEmpty()) {
                break;
            }
            known = hops.get(i);
        }
        return known;
    }

    /** Whether an address is one of the list. */
    public boolean trusts(String address) {
        String withoutZone = address.split("%", 2)[0];
        Optional<InetAddress> ip = Addresses.of(withoutZone);
        return ip.isPresent() && networks.stream().anyMatch(network -> network.contains(ip.get()));
    }
}
