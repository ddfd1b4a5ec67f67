package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A host limit from a message. What a stranger's message says must never become a pattern: {@code all}, {@code *}, {@code
 * !host}, {@code @file} and the like are refused, and so is an empty limit, which Ansible would understand as every host.
 *
 * <p>Of names with colons only complete IPv6 addresses are taken, which Ansible knows as one name (its {@code
 * parse_address}); it would read any other text with colons as a union of patterns. Brackets are ranges for it, so {@code
 * [2001:db8::1]} is refused, and so is an address with a zone.
 */
final class HostNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final int SHOWN = 60;
    private static final Set<String> EVERYBODY = Set.of("all", "ungrouped");

    private HostNames() {}

    /**
     * Reads one text (names separated by commas) or a list of texts.
     *
     * @throws IllegalArgumentException when there is no name, or something that is not a plain name
     */
    static List<String> of(JsonNode value) {
        var names = new LinkedHashSet<String>();
        for (String text : texts(value)) {
            for (String part : text.split(",")) {
                names.add(checked(part.strip()));
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no host; leave limit out of the rule to run on all hosts");
        }
        return List.copyOf(names);
    }

    private static List<String> texts(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException("must be a host name or a list of host names");
        }
        var texts = new ArrayList<String>();
        value.forEach(element -> texts.addAll(element.isTextual() ? List.of(element.textValue()) : List.of("")));
        return texts;
    }

    private static String checked(String name) {
        if (name.indexOf(':') >= 0 && !isIpv6(name)) {
            throw new IllegalArgumentException(shown(name)
                    + " is not a plain host or group name: colons are for complete IPv6 addresses, without brackets and zone;"
                    + " host(...) takes a port and brackets off");
        }
        if (name.indexOf(':') < 0 && !NAME.matcher(name).matches() || EVERYBODY.contains(name)) {
            throw new IllegalArgumentException(
                    shown(name) + " is not a plain host or group name; a message cannot name all hosts or a pattern");
        }
        return name;
    }

    /** What a stranger wrote, in one line. */
    private static String shown(String name) {
        return TextNode.valueOf(Excerpt.of(name, SHOWN)).toString();
    }

    /** Two forms of an address that Ansible's parser does not know, so that it would take it apart at the colons. */
    private static boolean isNoneToAnsible(String address) {
        boolean dottedInFull = address.indexOf('.') >= 0 && !address.contains("::");
        boolean oneGroupLeftOutAtTheEnd =
                address.endsWith("::") && address.chars().filter(c -> c == ':').count() > 7;
        return dottedInFull || oneGroupLeftOutAtTheEnd;
    }

    private static boolean isIpv6(String name) {
        try {
            // Never looked up in the DNS: it has a colon, and no character of a host name's beyond the hexadecimal
            // ones.
            return IPV6.matcher(name).matches() && !isNoneToAnsible(name) && InetAddress.getByName(name) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
