package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.List;

/** The texts and numbers of values that are secret, at any depth: what is to be masked. */
final class SecretLeaves {

    private SecretLeaves() {}

    static List<Secret> of(JsonNode values) {
        var found = new ArrayList<Secret>();
        collect(values, found);
        return found;
    }

    private static void collect(JsonNode node, List<Secret> found) {
        if (node.isTextual() || node.isNumber()) {
            found.add(Secret.of(node.asText()));
        }
        node.forEach(child -> collect(child, found));
    }
}
