package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For whom each proxy on the way has forwarded a request, as its header fields say; the last one said so last. */
final class ForwardedHops {

    /** Stands for a hop that is no address: {@code unknown}, a name of the proxy's own, or unreadable text. */
    static final String UNKNOWN = "";

    /** {@code name=value} of RFC 7239 and its end. A quoted value needs no escapes to hold an address. */
    private static final Pattern PAIR =
            Pattern.compile("\\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)=(?:\"([^\"\\\\]*)\"|([^\\s;,\"=]+))\\s*([;,]|$)");

    /** {@code 192.0.2.1:80}, {@code [2001:db8::1]:80} and the same without port or brackets. */
    private static final Pattern NODE =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\w+)?|([0-9.]+)(?::\\w+)?|([0-9A-Fa-f:.]+)");

    private ForwardedHops() {}

    /** {@code Forwarded}, RFC 7239. */
    static List<String> ofForwarded(Headers headers) {
        var hops = new ArrayList<String>();
        headers.all("Forwarded").forEach(value -> hops.addAll(elements(value)));
        return hops;
    }

    private static List<String> elements(String value) {
        var hops = new ArrayList<String>();
        String hop = UNKNOWN;
        Matcher pair = PAIR.matcher(value);
        int at = 0;
        while (at < value.length()) {
            if (!pair.find(at) || pair.start() != at) {
                // Of a field that two readers could understand differently nothing is believed.
                return List.of(UNKNOWN);
            }
            if (pair.group(1).equalsIgnoreCase("for")) {
                hop = node(pair.group(2) == null ? pair.group(3) : pair.group(2));
            }
            at = pair.end();
            if (!pair.group(4).equals(";")) {
                hops.add(hop);
                hop = UNKNOWN;
            }
        }
        return hops;
    }

    /** {@code X-Forwarded-For}. */
    static List<String> ofXForwardedFor(Headers headers) {
        var hops = new ArrayList<String>();
        for (String value : headers.all("X-Forwarded-For")) {
            for (String hop : value.split(",", -1)) {
                hops.add(node(hop.strip()));
            }
        }
        return hops;
    }

    private static String node(String text) {
        Matcher node = NODE.matcher(text);
        if (!node.matches()) {
            return UNKNOWN;
        }
        for (int group = 1; group <= node.groupCount(); group++) {
            if (node.group(group) != null) {
                return node.group(group);
            }
        }
        return UNKNOWN;
    }
}
