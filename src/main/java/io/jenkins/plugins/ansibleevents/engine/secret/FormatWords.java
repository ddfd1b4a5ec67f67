package io.jenkins.plugins.ansibleevents.engine.secret;

import java.util.Set;

/**
 * The words of a JSON format that redaction leaves alone, because they are public and its readers need them.
 *
 * @param keys names of fields that stay as they are, at any depth
 * @param valuesOf names of fields whose text stays as it is, in the object itself and in those directly below it
 */
public record FormatWords(Set<String> keys, Set<String> valuesOf) {

    /** A format without words of its own: everything is masked. */
    public static final FormatWords NONE = new FormatWords(Set.of(), Set.of());

    public FormatWords {
        keys = Set.copyOf(keys);
        valuesOf = Set.copyOf(valuesOf);
    }
}
