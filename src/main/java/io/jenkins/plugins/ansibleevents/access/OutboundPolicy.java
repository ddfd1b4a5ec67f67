package io.jenkins.plugins.ansibleevents.access;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which hosts may be connected to: by emitters, and for what an endpoint needs from elsewhere.
 *
 * @param allowedHosts names or addresses; empty for all but internal addresses
 */
public record OutboundPolicy(Set<String> allowedHosts) {

    public OutboundPolicy {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Where the policy of this Jenkins is set. */
    public interface Source extends ExtensionPoint {

        OutboundPolicy outboundPolicy();
    }

    /** The policy of this Jenkins. */
    public static OutboundPolicy current() {
        return ExtensionList.lookupSingleton(Source.class).outboundPolicy();
    }

    /** Reads hosts, one on a line. */
    public static OutboundPolicy of(String lines) {
        return new OutboundPolicy(
                lines.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toSet()));
    }
}
