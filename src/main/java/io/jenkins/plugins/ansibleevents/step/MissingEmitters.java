package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Arrays;
import java.util.Locale;

/** What a step does when it names an emitter that does not exist. */
enum MissingEmitters {
    /** It fails before Ansible is started. */
    FAIL,
    /** It runs, and its log says which emitters do not exist. */
    IGNORE;

    /**
     * The choice of this name, whatever its case; {@link #FAIL} for null and blanks.
     *
     * @throws IllegalArgumentException naming the choices, when there is none of this name
     */
    static MissingEmitters of(@CheckForNull String name) {
        if (name == null || name.isBlank()) {
            return FAIL;
        }
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "missingEmitters: must be one of " + Arrays.toString(values()) + ", is \"" + name + "\"", e);
        }
    }
}
