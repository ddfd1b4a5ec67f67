package io.jenkins.plugins.ansibleevents.engine.emit;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Which addresses may be connected to. The policy checks the address of every connection after the lookup of its name,
 * so that a name whose address changes in between reaches nothing. With a proxy it checks the proxy's address.
 */
@FunctionalInterface
public interface DestinationPolicy {

    /** No limit: the writer of the settings may connect anyway. */
    DestinationPolicy ANY = address -> {};

    /** @throws IOException when the address may not be connected to; its message says why and is shown to the user */
    void check(InetSocketAddress address) throws IOException;

    /**
     * For settings written by people who may not reach everything that this machine can reach.
     *
     * @param hosts names or addresses that may be connected to wherever they are; when empty, all addresses are allowed
     *     but internal ones: loopback, link-local and multicast addresses, and those where a cloud keeps the
     *     credentials of its machines
     */
    static DestinationPolicy guarded(Set<String> hosts) {
        return new GuardedDestinations(hosts);
    }

    /**
     * The policy of {@code allowedHosts} in an emitter's settings; no limit without that key. Jenkins passes its one
     * policy for all emitters under the same key.
     */
    static DestinationPolicy read(Section options) throws SettingsException {
        var given = options.given("allowedHosts", DestinationPolicy.class);
        if (given.isPresent()) {
            return given.get();
        }
        var hosts = options.strings("allowedHosts");
        return hosts.isEmpty() ? ANY : guarded(Set.copyOf(hosts));
    }
}
