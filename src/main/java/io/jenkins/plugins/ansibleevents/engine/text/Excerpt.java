package io.jenkins.plugins.ansibleevents.engine.text;

/** The beginning of a text that may be of any length. */
public final class Excerpt {

    private static final String ELLIPSIS = "…";

    private Excerpt() {}

    /**
     * The text itself when it is short enough, else its beginning and an ellipsis.
     *
     * @param characters the most characters, the ellipsis included; 1 or more
     */
    public static String of(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = characters - ELLIPSIS.length();
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end) + ELLIPSIS;
    }
}
