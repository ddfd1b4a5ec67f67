package io.jenkins.plugins.ansibleevents.access;

import java.util.Set;

/**
 * Which hosts emitters may connect to.
 *
 * @param allowedHosts names or addresses; empty for all but loopback, link-local and multicast addresses
 */
public record OutboundPolicy(Set<String> allowedHosts) {

    public OutboundPolicy {
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
