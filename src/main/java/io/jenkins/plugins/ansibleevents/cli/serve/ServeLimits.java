package io.jenkins.plugins.ansibleevents.cli.serve;

import com.sun.management.UnixOperatingSystemMXBean;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The limits for strangers, {@code limits} of the settings.
 *
 * @param connections how many at once
 * @param connectionsPerAddress how many of them from one address that is no trusted proxy's
 * @param idle how long one may wait for the head of a request, or be silent in one
 * @param bodies what bodies may cost
 */
record ServeLimits(int connections, int connectionsPerAddress, Duration idle, BodyLimits bodies) {

    private static final int CONNECTIONS = 2_000;
    private static final int MOST_CONNECTIONS = 100_000;
    private static final int CONNECTIONS_PER_ADDRESS = 256;
    private static final int BODIES_PER_ADDRESS = 128;
    private static final int LEAST_BYTES = 64 << 10;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Runs, emitters and files need descriptors, too. */
    private static final int FEWEST_CONNECTIONS = 16;

    static final ServeLimits USUAL = usual(usualConnections(descriptors()), CONNECTIONS_PER_ADDRESS);

    /** The usual limits for this number of connections, which is also the most for one address. */
    private static ServeLimits usual(int connections, int connectionsPerAddress) {
        int perAddress = Math.min(connectionsPerAddress, connections);
        int bodies = Math.min(BODIES_PER_ADDRESS, perAddress);
        return new ServeLimits(
                connections,
                perAddress,
                IDLE,
                new BodyLimits(
                        BodyLimits.usualBytes(), connections, bodies, BodyLimits.TIME, BodyLimits.BYTES_PER_SECOND));
    }

    /** At most half of the files that this process may open. */
    static int usualConnections(long descriptors) {
        return (int) Math.max(FEWEST_CONNECTIONS, Math.min(CONNECTIONS, descriptors / 2));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** The problem of these limits on this machine; empty when they fit. */
    Optional<String> warning() {
        return warning(descriptors());
    }

    Optional<String> warning(long descriptors) {
        return connections <= descriptors / 2
                ? Optional.empty()
                : Optional.of("limits.connections: " + connections + " connections leave too few of the " + descriptors
                        + " files that this process may open; allow more (ulimit -n, LimitNOFILE of the unit) or take"
                        + " fewer connections");
    }

    /** These limits with the running server's idle time, which connections get when they are made. */
    ServeLimits withIdleOf(ServeLimits running) {
        return new ServeLimits(connections, connectionsPerAddress, running.idle, bodies);
    }

    static ServeLimits read(Section top) throws SettingsException {
        Optional<Section> given = top.section("limits");
        if (given.isEmpty()) {
            return USUAL;
        }
        Section section = given.get();
        int connections = section.integer("connections", 1, MOST_CONNECTIONS).orElse(USUAL.connections);
        OptionalInt givenPerAddress = section.integer("connectionsPerAddress", 1, MOST_CONNECTIONS);
        if (givenPerAddress.orElse(1) > connections) {
            throw section.error("connectionsPerAddress", "is more than connections, " + connections);
        }
        ServeLimits usual = usual(connections, givenPerAddress.orElse(CONNECTIONS_PER_ADDRESS));
        int perAddress = usual.connectionsPerAddress;
        int bodies = section.integer("bodiesPerAddress", 1, MOST_CONNECTIONS).orElse(usual.bodies.perAddress());
        if (bodies > perAddress) {
            throw section.error("bodiesPerAddress", "is more than connectionsPerAddress, " + perAddress);
        }
        var limits = new ServeLimits(
                connections,
                perAddress,
                duration(section, "idleTimeout", usual.idle),
                new BodyLimits(
                        bytes(section, usual.bodies.bytes()),
                        connections,
                        bodies,
                        duration(section, "bodyTime", usual.bodies.time()),
                        section.integer("bodyBytesPerSecond", 1, Integer.MAX_VALUE)
                                .orElse(usual.bodies.bytesPerSecond())));
        section.finish();
        return limits;
    }

    private static Duration duration(Section section, String key, Duration usual) throws SettingsException {
        Duration given = section.duration(key).orElse(usual);
        if (given.compareTo(Duration.ofSeconds(1)) < 0 || given.compareTo(LONGEST) > 0) {
            throw section.error(key, "must be 1 s to 1 h");
        }
        return given;
    }

    private static long bytes(Section section, long usual) throws SettingsException {
        long half = Runtime.getRuntime().maxMemory() / 2;
        long bytes = section.number("unprovenBytes", 0, Long.MAX_VALUE).orElse(usual);
        if (bytes < LEAST_BYTES) {
            throw section.error("unprovenBytes", "must be at least " + LEAST_BYTES + ", is " + bytes);
        }
        if (bytes > half) {
            throw section.error(
                    "unprovenBytes",
                    "is more than half of the heap, " + half + "; give Java a larger one (-Xmx in"
                            + " ANSIBLE_EVENTS_JAVA_OPTIONS) or take less");
        }
        return bytes;
    }
}
