package io.jenkins.plugins.ansibleevents.engine.report;

/** Text that XML 1.0 can hold. */
final class XmlText {

    private XmlText() {}

    /** Characters that XML 1.0 forbids, as {@code \}{@code u001b}; all others as they are. */
    static String legal(String text) {
        int clean = 0;
        while (clean < text.length() && isPlain(text.charAt(clean))) {
            clean++;
        }
        return clean == text.length() ? text : escaped(text, clean);
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < '\ud800' || c == '\n' || c == '\t';
    }

    private static String escaped(String text, int from) {
        var out = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from, next; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            if (isLegal(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format("\\u%04x", c));
            }
        }
        return out.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\n' || c == '\t' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c > 0xffff;
    }
}
