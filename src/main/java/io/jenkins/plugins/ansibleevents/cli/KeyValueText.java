package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code key=value} text as Ansible reads it: blanks separate, but not inside of quotes and {@code {{ }}},
 * {@code {% %}} and {@code {# #}}; quotes around a value are removed; {@code \n}, {@code \\}, {@code \x41} and the like
 * are escapes. All values are text. Words without an equals sign are no variables.
 */
final class KeyValueText {

    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|N\\{([^}]+)}|([\\\\'\"abfnrtv]))");

    private static final String ESCAPED = "abfnrtv";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000b";
    private static final List<String> OPENINGS = List.of("{{", "{%", "{#");
    private static final List<String> CLOSINGS = List.of("}}", "%}", "#}");

    private final String option;
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final int[] depths = new int[OPENINGS.size()];
    private char quote;

    private KeyValueText(String option, String text) {
        this.option = option;
        this.text = text;
    }

    /** @param option names the argument in errors */
    static ObjectNode read(String option, String text) throws SettingsException {
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        for (String word : new KeyValueText(option, text).words()) {
            String plain = unescaped(word);
            int equals = equalsSign(plain);
            if (equals > 0) {
                variables.put(
                        plain.substring(0, equals).strip(),
                        unquoted(plain.substring(equals + 1).strip()));
            }
        }
        return variables;
    }

    private List<String> words() throws SettingsException {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c == ' ' || c == '\n') && isOutside()) {
                endWord();
                continue;
            }
            boolean escaped = at > 0 && text.charAt(at - 1) == '\\';
            if ((c == '"' || c == '\'') && !escaped) {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
            }
            word.append(c);
            block(at);
        }
        if (!isOutside()) {
            // The text is not quoted: it may hold a password.
            throw new SettingsException(
                    quote == 0
                            ? option + ": a {{, {% or {# is not closed"
                            : option + ": the quote " + quote
                                    + " is not closed; a quote that is part of a value needs a \\ before it");
        }
        endWord();
        return words;
    }

    private boolean isOutside() {
        return quote == 0 && depths[0] == 0 && depths[1] == 0 && depths[2] == 0;
    }

    private void block(int at) {
        for (int i = 0; i < depths.length; i++) {
            if (text.startsWith(OPENINGS.get(i), at)) {
                depths[i]++;
            } else if (text.startsWith(CLOSINGS.get(i), at) && depths[i] > 0) {
                depths[i]--;
            }
        }
    }

    private void endWord() {
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        word.setLength(0);
    }

    /** The first one that is neither at the beginning nor behind a backslash; -1 when there is none. */
    private static int equalsSign(String word) {
        int at = word.indexOf('=', 1);
        while (at > 0 && word.charAt(at - 1) == '\\') {
            at = word.indexOf('=', at + 1);
        }
        return at;
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && value.charAt(0) == value.charAt(last)
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(last - 1) != '\\';
        return quoted ? value.substring(1, last) : value;
    }

    private static String unescaped(String word) {
        return word.indexOf('\\') < 0
                ? word
                : ESCAPE.matcher(word).replaceAll(escape -> Matcher.quoteReplacement(meaning(escape)));
    }

    private static String meaning(MatchResult escape) {
        for (int group = 1; group <= 3; group++) {
            if (escape.group(group) != null) {
                return character(escape.group(), Integer.parseUnsignedInt(escape.group(group), 16));
            }
        }
        if (escape.group(4) != null) {
            return named(escape.group(), escape.group(4));
        }
        int at = ESCAPED.indexOf(escape.group(5));
        return at < 0 ? escape.group(5) : MEANT.substring(at, at + 1);
    }

    private static String character(String escape, int codePoint) {
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : escape;
    }

    private static String named(String escape, String name) {
        try {
            return Character.toString(Character.codePointOf(name));
        } catch (IllegalArgumentException e) {
            return escape;
        }
    }
}
