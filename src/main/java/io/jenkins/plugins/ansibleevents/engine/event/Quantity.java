package io.jenkins.plugins.ansibleevents.engine.event;

/** A number of things, as a person writes it: {@code 1 event}, {@code 10 230 events}. */
public final class Quantity {

    private Quantity() {}

    /**
     * A number with its noun.
     *
     * @param count 0 or more
     * @param one the noun for one; the plural adds an {@code s}
     */
    public static String of(long count, String one) {
        return grouped(count) + " " + (count == 1 ? one : one + "s");
    }

    /** A number with spaces between its thousands, whatever the machine's language. */
    public static String grouped(long count) {
        var text = new StringBuilder(Long.toString(count));
        for (int i = text.length() - 3; i > 0; i -= 3) {
            text.insert(i, ' ');
        }
        return text.toString();
    }
}
