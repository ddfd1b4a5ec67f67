package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.secret.SecretNames;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The header fields that expressions see and that travel with a message: none that carries a proof or looks like a
 * secret, none that belongs to the connection, and never more than {@value #MAX_CHARACTERS} characters together (SQS
 * takes 256 KiB with the body). Names are in small letters; of a repeated field the first value counts.
 */
public final class VisibleHeaders {

    /** The attribute of a queued message that holds them, as a JSON object. */
    public static final String ATTRIBUTE = "headers";

    private static final int MAX_CHARACTERS = 4_000;
    private static final Set<String> CONNECTION = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "accept",
            "accept-encoding",
            "accept-language",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "cache-control",
            "pragma",
            "via");
    private static final ObjectMapper JSON = new ObjectMapper();

    private VisibleHeaders() {}

    static Map<String, String> of(Headers headers, Collection<String> proofHeaders) {
        var hidden = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        hidden.addAll(proofHeaders);
        var visible = new TreeMap<String, String>();
        int characters = 0;
        for (String name : headers.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (hidden.contains(name) || SecretNames.soundsSecret(lower) || CONNECTION.contains(lower)) {
                continue;
            }
            String value = headers.first(name).orElse("");
            characters += lower.length() + value.length();
            if (characters > MAX_CHARACTERS) {
                break;
            }
            visible.put(lower, value);
        }
        return visible;
    }

    static String toAttribute(Map<String, String> visible) {
        ObjectNode object = JSON.createObjectNode();
        visible.forEach(object::put);
        return object.toString();
    }

    /** Reads the attribute of a message; a text of somebody else that is no JSON object counts as none. */
    public static Map<String, String> fromAttribute(String attribute) {
        var visible = new TreeMap<String, String>();
        try {
            JSON.readTree(attribute)
                    .properties()
                    .forEach(e -> visible.put(e.getKey(), e.getValue().asText()));
        } catch (JsonProcessingException foreign) {
            return Map.of();
        }
        return visible;
    }
}
