package io.jenkins.plugins.ansibleevents.access;

import java.lang.reflect.InvocationTargetException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a person did wrong in a form. Binding wraps what a setter says, sometimes twice, in words for programmers. */
@Restricted(NoExternalUse.class)
public final class FormMistake {

    private FormMistake() {}

    /** What the setter or constructor has thrown; what was caught, when it comes from elsewhere. */
    public static Throwable of(Throwable caught) {
        Throwable mistake = caught;
        while (mistake.getCause() != null && isWrapper(mistake)) {
            mistake = mistake.getCause();
        }
        return mistake;
    }

    /** Jenkins and Stapler begin so, and go on with the whole form as JSON, which may hold more than should be shown. */
    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof InvocationTargetException
                || String.valueOf(thrown.getMessage()).startsWith("Failed to ");
    }
}
