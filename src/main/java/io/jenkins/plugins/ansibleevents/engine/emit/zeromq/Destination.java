package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address to connect to under a policy. The library gets the address that was checked: it would look the name up
 * again at each attempt, and the name may have another address by then.
 */
record Destination(ZeroMqSettings settings, DestinationPolicy policy, Names names) {

    /** Finds the addresses of a name, at least one. */
    @FunctionalInterface
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    Destination(ZeroMqSettings settings, DestinationPolicy policy) {
        this(settings, policy, InetAddress::getAllByName);
    }

    private static final Pattern TCP = Pattern.compile("tcp://(?<host>\\[.*]|[^:]*):(?<port>\\d+)");

    /**
     * The endpoint for the library to connect to or bind, after a lookup of its name now.
     *
     * @throws IOException when the name is not known or its address may not be connected to
     */
    String endpoint() throws IOException {
        Matcher tcp = TCP.matcher(settings.endpoint());
        if (policy == DestinationPolicy.ANY || settings.bind() || !tcp.matches()) {
            return settings.endpoint();
        }
        int port = Integer.parseInt(tcp.group("port"));
        InetAddress address = lookUp(tcp.group("host"));
        policy.check(new InetSocketAddress(address, port));
        String literal = address.getHostAddress();
        return "tcp://" + (address instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + port;
    }

    private InetAddress lookUp(String host) throws IOException {
        try {
            InetAddress[] all = names.lookUp(host);
            return Arrays.stream(all)
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElse(all[0]);
        } catch (UnknownHostException e) {
            throw new IOException("the host " + host + " is not known", e);
        }
    }
}
