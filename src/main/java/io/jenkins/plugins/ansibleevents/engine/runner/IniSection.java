package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One section of a file as Python's {@code configparser} reads it for Ansible: {@code key = value} or
 * {@code key: value}, keys without regard to case, indented lines continue a value, lines that start with {@code #} or
 * {@code ;} are comments, and so is the rest of a value after {@code " ;"}.
 */
final class IniSection {

    private final String wanted;
    private final Map<String, String> values = new HashMap<>();
    private boolean inside;
    private @CheckForNull String key;

    private IniSection(String wanted) {
        this.wanted = wanted;
    }

    /** The values of the section, by their keys in lower case; empty when the section is missing. */
    static Map<String, String> read(String text, String section) {
        var reader = new IniSection(section);
        text.lines().forEach(reader::line);
        return reader.values;
    }

    private void line(String line) {
        String text = withoutComment(line).strip();
        if (text.isEmpty()) {
            return;
        }
        if (key != null && Character.isWhitespace(line.charAt(0))) {
            values.merge(key, text, (a, b) -> a + "\n" + b);
        } else if (text.startsWith("[") && text.endsWith("]")) {
            inside = text.substring(1, text.length() - 1).equals(wanted);
            key = null;
        } else if (inside) {
            entry(text);
        }
    }

    private void entry(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ':') {
            at++;
        }
        key = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
        values.put(key, text.substring(Math.min(at + 1, text.length())).strip());
    }

    private static String withoutComment(String line) {
        if (line.stripLeading().startsWith("#") || line.stripLeading().startsWith(";")) {
            return "";
        }
        int inline = line.indexOf(" ;");
        return inline < 0 ? line : line.substring(0, inline);
    }
}
