package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Texts of forms: never null, and lists written one entry on a line. */
final class Texts {

    private Texts() {}

    static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    /** A copy without the entries that a form sends when nothing was entered. */
    static <T> List<T> without(@CheckForNull List<T> list, Predicate<T> blank) {
        var copy = new ArrayList<>(list == null ? List.<T>of() : list);
        copy.removeIf(blank);
        return copy;
    }

    /** The lines that are not blank, without blanks around them. */
    static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }
}
