package io.jenkins.plugins.ansibleevents.webhook.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.secret.SecretNames;

/** A payload in which every value whose key sounds like a secret is masked. */
final class RedactedPayload {

    private RedactedPayload() {}

    static JsonNode of(JsonNode payload) {
        JsonNode copy = payload.deepCopy();
        mask(copy);
        return copy;
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (SecretNames.soundsSecret(field.getKey())) {
                    field.setValue(TextNode.valueOf(Secret.MASK));
                } else {
                    mask(field.getValue());
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(RedactedPayload::mask);
        }
    }
}
