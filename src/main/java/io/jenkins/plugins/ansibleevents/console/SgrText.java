package io.jenkins.plugins.ansibleevents.console;

import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * A line with SGR escape sequences ({@code ESC [ 0;32 m}), which set colours on terminals.
 *
 * @param escapes where the sequences are, to be hidden
 * @param spans the coloured parts
 * @param state the colours in force at the end of the line, for the next one
 */
record SgrText(List<Range> escapes, List<Range> spans, String state) {

    /**
     * A part of the line.
     *
     * @param start first character
     * @param end character after it
     * @param classes style classes; empty for an escape sequence
     */
    record Range(int start, int end, String classes) {}

    /** Reads a line; {@code state} has the colours in force at the end of the previous line, empty at first. */
    static SgrText read(String line, String state) {
        var escapes = new ArrayList<Range>();
        var spans = new ArrayList<Range>();
        String classes = state;
        int from = 0;
        Matcher escape = AnsiCodes.COLOUR.matcher(line);
        while (escape.find()) {
            addSpan(spans, from, escape.start(), classes);
            escapes.add(new Range(escape.start(), escape.end(), ""));
            classes = apply(classes, escape.group(1));
            from = escape.end();
        }
        addSpan(spans, from, contentEnd(line), classes);
        return new SgrText(List.copyOf(escapes), List.copyOf(spans), classes);
    }

    /** The line without escape sequences. */
    static String plain(String line) {
        return line.indexOf('\u001b') < 0
                ? line
                : AnsiCodes.COLOUR.matcher(line).replaceAll("");
    }

    /** Where the line's text ends, before its line end. */
    static int contentEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    private static void addSpan(List<Range> spans, int start, int end, String classes) {
        if (start < end && !classes.isEmpty()) {
            spans.add(new Range(start, end, classes));
        }
    }

    /** Colours, bold and reset; Ansible uses nothing else. */
    private static String apply(String classes, String codes) {
        var now = new TreeSet<>(List.of(classes.isEmpty() ? new String[0] : classes.split(" ")));
        for (String code : codes.split(";", -1)) {
            int number = code.isEmpty() ? 0 : Integer.parseInt(code.length() > 4 ? "0" : code);
            if (number == 0) {
                now.clear();
            } else if (number == 1) {
                now.add("ansible-sgr-bold");
            } else if (number >= 30 && number <= 37 || number >= 90 && number <= 97) {
                now.removeIf(c -> c.matches("ansible-sgr-\\d+"));
                now.add("ansible-sgr-" + number);
            } else if (number == 39) {
                now.removeIf(c -> c.matches("ansible-sgr-\\d+"));
            }
        }
        return String.join(" ", now);
    }
}
