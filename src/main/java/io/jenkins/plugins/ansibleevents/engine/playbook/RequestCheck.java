package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules that values of a request share; each method returns the value or throws {@link PlaybookRequestException}.
 */
final class RequestCheck {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private RequestCheck() {}

    /** Checks for text on one line that is not blank. */
    static String line(String option, String value) {
        if (value == null || value.isBlank()) {
            throw new PlaybookRequestException(option, "must not be empty");
        }
        if (value.indexOf('\0') >= 0) {
            throw new PlaybookRequestException(option, "must not contain a NUL character");
        }
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new PlaybookRequestException(option, "must be one line, contains a line break");
        }
        return value;
    }

    /** Checks for one line that Ansible cannot read as an option. */
    static String word(String option, String value) {
        line(option, value);
        if (value.startsWith("-")) {
            throw new PlaybookRequestException(
                    option, "must not start with '-', Ansible would read \"" + value + "\" as an option");
        }
        return value;
    }

    /** Checks for words that reach Ansible as one list with commas. */
    static List<String> words(String option, List<String> values) {
        values.forEach(value -> word(option, value));
        return List.copyOf(values);
    }

    /** Checks for the name of an environment variable. */
    static String variable(String option, String name) {
        if (name == null || !VARIABLE.matcher(name).matches()) {
            throw new PlaybookRequestException(
                    option,
                    "\"" + name + "\" is not a variable name: letters, digits and '_' only, no digit at the start");
        }
        return name;
    }

    /** Checks for text without NUL, which no process can receive. */
    static String noNul(String option, String value) {
        if (value == null) {
            throw new PlaybookRequestException(option, "has no value");
        }
        if (value.indexOf('\0') >= 0) {
            throw new PlaybookRequestException(option, "must not contain a NUL character");
        }
        return value;
    }

    /** Checks that all texts and keys, at any depth, can be written as UTF-8. */
    static void wholeCharacters(String option, JsonNode value) {
        if (value.isTextual()) {
            wholeCharacters(option, value.textValue());
        }
        value.fieldNames().forEachRemaining(key -> wholeCharacters(option, key));
        value.forEach(child -> wholeCharacters(option, child));
    }

    private static void wholeCharacters(String option, String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new PlaybookRequestException(option, "holds half a surrogate pair, which is no character");
        }
    }

    /** Checks for a password on one line, because Ansible reads it from a file and drops line ends. */
    static Secret password(String option, Secret value) {
        if (value == null || value.isEmpty()) {
            throw new PlaybookRequestException(option, "must not be empty");
        }
        String plain = value.reveal(); // checked, never kept or quoted
        if (plain.indexOf('\0') >= 0 || plain.indexOf('\n') >= 0 || plain.indexOf('\r') >= 0) {
            throw new PlaybookRequestException(
                    option, "must be one line without NUL; a secret read from a file may have a line end too many");
        }
        return value;
    }

    static int range(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new PlaybookRequestException(option, "must be " + min + " to " + max + ", is " + value);
        }
        return value;
    }
}
