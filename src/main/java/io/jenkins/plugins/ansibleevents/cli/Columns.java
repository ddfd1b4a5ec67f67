package io.jenkins.plugins.ansibleevents.cli;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** How many columns of a terminal a text takes: names in Chinese, Japanese or Korean, and pictures, take two a character. */
final class Columns {

    private static final Set<UnicodeScript> WIDE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);

    private static final int PICTURES = 0x1F300;
    private static final int END_OF_PICTURES = 0x1FAFF;
    private static final String CUT = "…";

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** The text cut to this number of columns; each control character becomes a blank. */
    static String shortened(String text, int columns) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        if (of(line) <= columns) {
            return line;
        }
        var kept = new StringBuilder();
        int room = columns - 1;
        for (int codePoint : line.codePoints().toArray()) {
            room -= of(codePoint);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return columns < 1 ? "" : kept + CUT;
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean picture = codePoint >= PICTURES && codePoint <= END_OF_PICTURES;
        return picture || isFullWidth(codePoint) || WIDE.contains(UnicodeScript.of(codePoint)) ? 2 : 1;
    }

    /** Punctuation that these scripts share, and the full-width forms of letters. */
    private static boolean isFullWidth(int codePoint) {
        return codePoint >= 0x3000 && codePoint <= 0x303E || codePoint >= 0xFF01 && codePoint <= 0xFF60;
    }
}
