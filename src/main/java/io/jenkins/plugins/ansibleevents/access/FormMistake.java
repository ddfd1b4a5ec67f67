package io.jenkins.plugins.ansibleevents.access;

import java.lang.reflect.InvocationTargetException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A person's mistake in a form. Jenkins wraps the exception of a setter, sometimes twice, in exceptions for
 * programmers.
 */
@Restricted(NoExternalUse.class)
public final class FormMistake {

    private FormMistake() {}

    /** The exception of the setter or constructor; the caught exception itself when no setter threw it. */
    public static Throwable of(Throwable caught) {
        Throwable mistake = caught;
        while (mistake.getCause() != null && isWrapper(mistake)) {
            mistake = mistake.getCause();
        }
        return mistake;
    }

    /**
     * Messages of Jenkins and Stapler begin so and go on with the whole form as JSON, which may hold values not to be
     * shown.
     */
    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof InvocationTargetException
                || String.valueOf(thrown.getMessage()).startsWith("Failed to ");
    }
}
