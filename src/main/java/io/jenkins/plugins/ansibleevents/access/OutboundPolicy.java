package io.jenkins.plugins.ansibleevents.access;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which hosts emitters may connect to.
 *
 * @param allowedHosts names or addresses; empty for all but internal addresses
 */
public record OutboundPolicy(Set<String> allowedHosts) {

    public OutboundPolicy {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Reads hosts, one on a line. */
    public static OutboundPolicy of(String lines) {
        return new OutboundPolicy(
                lines.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toSet()));
    }
}
