package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/** Texts of forms: never null, and lists written one entry on a line. */
final class Texts {

    private Texts() {}

    static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    static <T> List<T> copy(@CheckForNull List<T> list) {
        return list == null ? new ArrayList<>() : new ArrayList<>(list);
    }

    /** The lines that are not blank, without blanks around them. */
    static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }
}
