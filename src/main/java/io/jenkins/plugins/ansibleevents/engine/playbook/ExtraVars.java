package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * A source of extra variables; a later source wins over an earlier one, as with several {@code -e}. Immutable; a name or
 * path with a line break is refused with {@link PlaybookRequestException}. No {@code toString} shows a secret.
 */
public sealed interface ExtraVars {

    /** Variables of any JSON type; types are kept: the text "true" stays text. */
    static ExtraVars of(ObjectNode values) {
        return new Values(values, false);
    }

    /** Variables of any JSON type whose texts and numbers are secrets, at any depth. */
    static ExtraVars secret(ObjectNode values) {
        return new Values(values, true);
    }

    /** One secret text. */
    static ExtraVars secret(String name, Secret value) {
        return secret(JsonNodeFactory.instance.objectNode().put(name, value.reveal()));
    }

    /** A YAML or JSON file on the host of the run, possibly encrypted by ansible-vault. */
    static ExtraVars file(String path) {
        return new FileSource(path);
    }

    /** What must be masked everywhere because of this source. */
    List<Secret> secrets();

    /**
     * Values that reach Ansible through a private file, never on the command line.
     *
     * @param values copied
     * @param secret whether the values are to be masked in everything the product writes
     */
    record Values(ObjectNode values, boolean secret) implements ExtraVars {

        public Values {
            values.fieldNames().forEachRemaining(name -> {
                Check.line("extraVars", name);
            });
            values = values.deepCopy();
        }

        @Override
        public List<Secret> secrets() {
            var found = new ArrayList<Secret>();
            if (secret) {
                collect(values, found);
            }
            return found;
        }

        private static void collect(JsonNode node, List<Secret> found) {
            if (node.isTextual() || node.isNumber()) {
                found.add(Secret.of(node.asText()));
            }
            node.forEach(child -> collect(child, found));
        }

        @Override
        public String toString() {
            return secret ? "Values[" + Secret.MASK + "]" : "Values[" + values + "]";
        }
    }

    /** @param path relative ones are relative to the request's directory */
    record FileSource(String path) implements ExtraVars {

        public FileSource {
            Check.line("extraVars", path);
        }

        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }
}
