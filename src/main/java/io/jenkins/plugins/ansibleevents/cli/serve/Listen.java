package io.jenkins.plugins.ansibleevents.cli.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server listens.
 *
 * @param host a name or address, IPv6 without brackets
 * @param port 0 to 65535; 0 picks a free one
 */
record Listen(String host, int port) {

    static final Listen DEFAULT = new Listen("127.0.0.1", 8080);

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");

    static Listen parse(String text) {
        Matcher match = FORM.matcher(text);
        int port = match.matches() ? Integer.parseInt(match.group(3)) : -1;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("must be HOST:PORT, for example 127.0.0.1:8080, is \"" + text + "\"");
        }
        return new Listen(match.group(1) == null ? match.group(2) : match.group(1), port);
    }

    /** Whether only this machine reaches it. */
    boolean isLocal() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    String url(boolean tls, int boundPort) {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return (tls ? "https://" : "http://") + shown + ":" + boundPort;
    }
}
