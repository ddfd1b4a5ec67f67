package io.jenkins.plugins.ansibleevents.engine.secret;

import java.util.regex.Pattern;

/**
 * What the names of fields, headers and keys sound like when their values are secrets. A guess that errs on the safe
 * side: where people look, a value too many is masked rather than one too few.
 */
public final class SecretNames {

    /** The parts that give such a name away, as alternatives of a regular expression; case does not matter. */
    public static final String PARTS =
            "passw|passphrase|pwd|secret|token|auth|credential|private|api_?-?key|access_?-?key"
                    + "|cookie|session|signature|bearer|jaas";

    private static final Pattern PATTERN = Pattern.compile(PARTS, Pattern.CASE_INSENSITIVE);

    private SecretNames() {}

    /** Whether the value of what is called so is likely a secret. */
    public static boolean soundsSecret(String name) {
        return PATTERN.matcher(name).find();
    }
}
