package io.jenkins.plugins.ansibleevents.engine.playbook;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into words as a POSIX shell does: blanks separate, {@code '...'} is literal, inside {@code "..."} a
 * backslash escapes {@code " \ $ `} and a line end, outside of quotes it escapes anything. Nothing is expanded and no
 * shell runs.
 */
public final class ShellWords {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /**
     * The words of a text; none when it is blank.
     *
     * @throws PlaybookRequestException when a quote is not closed or the text ends with a backslash
     */
    public static List<String> split(String option, String text) {
        return new ShellWords(text).words(option);
    }

    private List<String> words(String option) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (Character.isWhitespace(c)) {
                endWord();
            } else {
                inWord = true;
                part(option, c);
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private void part(String option, char c) {
        switch (c) {
            case '\'' -> singleQuoted(option);
            case '"' -> doubleQuoted(option);
            case '\\' -> escaped(option);
            default -> word.append(c);
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void singleQuoted(String option) {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unclosed(option, '\'');
        }
        word.append(text, at, end);
        at = end + 1;
    }

    private void doubleQuoted(String option) {
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            boolean escape = c == '\\' && at < text.length() && "\"\\$`\n".indexOf(text.charAt(at)) >= 0;
            char literal = escape ? text.charAt(at++) : c;
            if (!escape || literal != '\n') {
                word.append(literal);
            }
        }
        at = start;
        throw unclosed(option, '"');
    }

    private void escaped(String option) {
        if (at == text.length()) {
            throw new PlaybookRequestException(option, "ends with a backslash that escapes nothing");
        }
        char c = text.charAt(at++);
        if (c != '\n') {
            word.append(c);
        }
    }

    private PlaybookRequestException unclosed(String option, char quote) {
        return new PlaybookRequestException(option, "the quote " + quote + " at character " + at + " is not closed");
    }
}
