package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * A source of extra variables; a later source wins over an earlier one, as with several {@code -e}. The type depends on
 * the writer. The author of the job writes {@link Templates}, which Ansible renders. Values of a stranger are
 * {@link Data}, which Ansible neither renders, decrypts nor interprets. Immutable; a wrong name or path is refused with
 * {@link PlaybookRequestException}. No {@code toString} shows a secret.
 */
public sealed interface ExtraVars {

    /** Variables of any JSON type, whose texts Ansible renders; types are kept: the text "true" stays text. */
    static ExtraVars of(ObjectNode values) {
        return new Templates(values, false);
    }

    /** Variables like those of {@link #of}, with secret texts and numbers at any depth. */
    static ExtraVars secret(ObjectNode values) {
        return new Templates(values, true);
    }

    /** Variables of any JSON type that arrive unchanged, whatever they contain. */
    static ExtraVars data(ObjectNode values) {
        return new Data(values, false);
    }

    /** Variables like those of {@link #data}, with secret texts and numbers at any depth. */
    static ExtraVars secretData(ObjectNode values) {
        return new Data(values, true);
    }

    /** One secret text that arrives unchanged. */
    static ExtraVars secret(String name, Secret value) {
        return secretData(JsonNodeFactory.instance.objectNode().put(name, value.reveal()));
    }

    /** A YAML or JSON file on the host of the run, possibly encrypted by ansible-vault. */
    static ExtraVars file(String path) {
        return new FileSource(path);
    }

    /** The values of this source that must be masked everywhere. */
    List<Secret> secrets();

    /** The texts and numbers of secret values, at any depth. */
    private static List<Secret> secretsIn(JsonNode node) {
        var found = new ArrayList<Secret>();
        if (node.isTextual() || node.isNumber()) {
            found.add(Secret.of(node.asText()));
        }
        node.forEach(child -> found.addAll(secretsIn(child)));
        return found;
    }

    /**
     * Trusted values, which reach Ansible through a private file, never on the command line.
     *
     * @param values copied
     * @param secret whether the product masks the values in everything it writes
     */
    record Templates(ObjectNode values, boolean secret) implements ExtraVars {

        public Templates {
            values.fieldNames().forEachRemaining(name -> RequestCheck.line("extraVars", name));
            values = values.deepCopy();
        }

        @Override
        public List<Secret> secrets() {
            return secret ? secretsIn(values) : List.of();
        }

        @Override
        public String toString() {
            return "Templates[" + (secret ? Secret.MASK : values) + "]";
        }
    }

    /**
     * Untrusted values, which reach Ansible through a private file, too; see {@link DataFile}. Names are identifiers,
     * so that the play can use them; keys within a value may be anything.
     *
     * @param values copied
     * @param secret whether the product masks the values in everything it writes
     */
    record Data(ObjectNode values, boolean secret) implements ExtraVars {

        public Data {
            for (var variable : values.properties()) {
                RequestCheck.variable("extraVars", RequestCheck.line("extraVars", variable.getKey()));
                RequestCheck.wholeCharacters("extraVars " + variable.getKey(), variable.getValue());
            }
            values = values.deepCopy();
        }

        @Override
        public List<Secret> secrets() {
            return secret ? secretsIn(values) : List.of();
        }

        @Override
        public String toString() {
            return "Data[" + (secret ? Secret.MASK : values) + "]";
        }
    }

    /** @param path a relative one is resolved against the request's directory */
    record FileSource(String path) implements ExtraVars {

        public FileSource {
            RequestCheck.line("extraVars", path);
        }

        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }
}
