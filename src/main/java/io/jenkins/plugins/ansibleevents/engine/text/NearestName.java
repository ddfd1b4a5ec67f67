package io.jenkins.plugins.ansibleevents.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody may have meant by a word with typing errors. */
public final class NearestName {

    /** A word with more wrong letters is no typing error. */
    private static final int MOST_EDITS = 2;

    private NearestName() {}

    /** The name with the fewest wrong letters; empty when none is near. */
    public static Optional<String> of(String word, Collection<String> names) {
        return names.stream()
                .filter(name -> edits(word, name) <= MOST_EDITS)
                .min(Comparator.comparingInt(name -> edits(word, name)));
    }

    /** Levenshtein's distance: how many letters must be inserted, removed or replaced. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
