package io.jenkins.plugins.ansibleevents.engine.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML in which every text and attribute value is escaped; tags are closed in order. */
final class HtmlWriter {

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    HtmlWriter(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Opens an element; attributes are alternating names and values. */
    HtmlWriter open(String tag, String... attributes) throws IOException {
        empty(tag, attributes);
        open.push(tag);
        return this;
    }

    /** An element that has no end tag. */
    HtmlWriter empty(String tag, String... attributes) throws IOException {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escaped(attributes[i + 1])).append('"');
        }
        out.append('>');
        return this;
    }

    HtmlWriter close() throws IOException {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Ends a block element and its line, so that the source stays readable. */
    HtmlWriter end() throws IOException {
        close();
        out.append('\n');
        return this;
    }

    HtmlWriter text(String text) throws IOException {
        out.append(escaped(text));
        return this;
    }

    /** An element with text. */
    HtmlWriter element(String tag, String text, String... attributes) throws IOException {
        return open(tag, attributes).text(text).close();
    }

    /** Writes the product's own style sheet, script or doctype without escapes. */
    HtmlWriter own(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    void flush() throws IOException {
        out.flush();
    }

    static String escaped(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        return plain == text.length() ? text : escaped(text, plain);
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '<' && c != '>' && c != '&' && c != '"' && c != '\'';
    }

    private static String escaped(String text, int from) {
        var result = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            escape(text.charAt(i), result);
        }
        return result.toString();
    }

    private static void escape(char c, StringBuilder result) {
        switch (c) {
            case '<' -> result.append("&lt;");
            case '>' -> result.append("&gt;");
            case '&' -> result.append("&amp;");
            case '"' -> result.append("&quot;");
            case '\'' -> result.append("&#39;");
            case '\n', '\t' -> result.append(c);
            default -> plainOrVisible(c, result);
        }
    }

    /**
     * Writes control characters, and those that reverse the direction of text, in a visible form without their effect.
     */
    private static void plainOrVisible(char c, StringBuilder result) {
        if (c < ' ') {
            result.append((char) (0x2400 + c));
        } else if (c == 0x7f || c >= 0x80 && c < 0xa0 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069) {
            result.append(String.format("\\u%04x", (int) c));
        } else {
            result.append(c);
        }
    }
}
