package io.jenkins.plugins.ansibleevents.engine.secret;

/** Escapes text for a JSON string in the ways that encoders differ. */
final class JsonEscape {

    /** Escapes only where JSON requires it. */
    static final int CONTROLS_ONLY = 0x10000;

    /** As Jackson's ESCAPE_NON_ASCII. */
    static final int NON_ASCII = 0x80;

    /** As Python's {@code json.dumps}: DEL is escaped too. */
    static final int NON_PRINTABLE = 0x7f;

    private JsonEscape() {}

    /**
     * The text without quotes around it.
     *
     * @param escapedFrom the first character from which on everything is escaped
     * @param hex the format of the four digits
     */
    static String apply(String text, int escapedFrom, String hex) {
        var escaped = new StringBuilder(text.length() + 16);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                default -> other(escaped, c, escapedFrom, hex);
            }
        }
        return escaped.toString();
    }

    private static void other(StringBuilder escaped, char c, int escapedFrom, String hex) {
        if (c < ' ' || c >= escapedFrom) {
            escaped.append("\\u").append(String.format(hex, (int) c));
        } else {
            escaped.append(c);
        }
    }
}
