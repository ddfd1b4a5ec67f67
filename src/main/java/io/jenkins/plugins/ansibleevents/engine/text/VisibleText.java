package io.jenkins.plugins.ansibleevents.engine.text;

/**
 * Text of hosts and files for people's eyes. A terminal, and so everybody who reads a log in one, obeys control
 * characters: they move the cursor, rename windows, write the clipboard, hide text. This class shows them instead, as
 * {@code \}{@code u001b}.
 */
public final class VisibleText {

    private VisibleText() {}

    /** One line: every control character is shown, line feeds and tabs too; the same text when it has none. */
    public static String line(String text) {
        return shown(text, "");
    }

    /** Several lines: as {@link #line}, but line feeds and tabs stay. */
    public static String lines(String text) {
        return shown(text, "\n\t");
    }

    private static String shown(String text, String kept) {
        if (text.chars().allMatch(c -> isHarmless((char) c, kept))) {
            return text;
        }
        var visible = new StringBuilder(text.length() + 16);
        for (char c : text.toCharArray()) {
            visible.append(isHarmless(c, kept) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return visible.toString();
    }

    private static boolean isHarmless(char c, String kept) {
        return kept.indexOf(c) >= 0
                || !(Character.isISOControl(c) || turnsTextRound(c) || c == '\u2028' || c == '\u2029');
    }

    /** Marks after which text is displayed in another order than it has. */
    private static boolean turnsTextRound(char c) {
        return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    }
}
