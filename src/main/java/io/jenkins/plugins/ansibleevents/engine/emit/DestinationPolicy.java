package io.jenkins.plugins.ansibleevents.engine.emit;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
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
     * @param hosts names or addresses that may be connected to wherever they are; empty for all that are not internal:
     *     loopback, link-local and multicast addresses, and those where a cloud keeps the credentials of its machines
     */
    static DestinationPolicy guarded(Set<String> hosts) {
        return new GuardedDestinations(hosts);
    }

    /**
     * What {@code allowedHosts} of an emitter's settings says; no limit without it. Jenkins, which has one policy for all
     * emitters, gives it to them under that key.
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
