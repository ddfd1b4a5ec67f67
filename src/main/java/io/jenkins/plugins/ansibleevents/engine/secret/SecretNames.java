package io.jenkins.plugins.ansibleevents.engine.secret;

import java.util.regex.Pattern;

/**
 * Guesses from the name of a field, header or key whether its value is a secret. The guess errs on the safe side: it
 * masks a value too many rather than one too few.
 */
public final class SecretNames {

    /** The parts that give such a name away, as alternatives of a regular expression; case does not matter. */
    public static final String PARTS =
            "passw|passphrase|pwd|secret|token|auth|credential|private|api_?-?key|access_?-?key"
                    + "|cookie|session|signature|bearer|jaas";

    private static final Pattern PATTERN = Pattern.compile(PARTS, Pattern.CASE_INSENSITIVE);

    private SecretNames() {}

    /** Whether a value of this name is likely a secret. */
    public static boolean soundsSecret(String name) {
        return PATTERN.matcher(name).find();
    }
}
