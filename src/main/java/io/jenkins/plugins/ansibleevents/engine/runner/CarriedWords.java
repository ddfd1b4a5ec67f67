package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Arguments and variables that reach a process unchanged, whatever the locale of the host is. In the POSIX locale, Java
 * turns every character that is not ASCII into {@code ?}, which Ansible reads as a pattern: it would run on more hosts.
 * So text with such a character goes into a private file of UTF-8, which the launch script reads as commands of
 * {@code sh}. Text in ASCII is passed directly.
 *
 * @param arguments of the function of the launch script
 * @param variables the variables, by name, that must not be passed directly
 */
record CarriedWords(List<String> arguments, Map<String, String> variables) {

    /** The variable of the launch script that holds the PATH for Ansible; the script's own PATH has more in it. */
    private static final String PATH = "given_path";

    /** Names that a shell knows; it does not pass others on anyway. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Chooses the words that need the file.
     *
     * @param arguments of the function of the launch script
     * @param environment all variables that the process is to get from us
     */
    static CarriedWords of(List<String> arguments, Map<String, String> environment) {
        var variables = new LinkedHashMap<String, String>();
        environment.forEach((name, value) -> {
            if (!isAscii(value) && NAME.matcher(name).matches()) {
                variables.put(name, value);
            }
        });
        return new CarriedWords(arguments, variables);
    }

    /** Whether all words can be passed directly. */
    boolean isNeedless() {
        return variables.isEmpty() && arguments.stream().allMatch(CarriedWords::isAscii);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /**
     * The file for the launch script.
     *
     * @throws IOException when a word is no text; its message names the word
     */
    byte[] file() throws IOException {
        var script = new StringBuilder();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            boolean path = variable.getKey().equals("PATH");
            script.append(path ? PATH : "export " + variable.getKey())
                    .append('=')
                    .append(quoted(variable.getValue(), "the variable " + variable.getKey()))
                    .append('\n');
        }
        script.append("set --");
        for (int i = 0; i < arguments.size(); i++) {
            script.append(' ').append(quoted(arguments.get(i), place(i)));
        }
        return script.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A description without the argument itself, which may be confidential. */
    private String place(int index) {
        String before = index == 0 ? "" : arguments.get(index - 1);
        return before.startsWith("-") && !before.contains("=") ? "the argument after " + before : "an argument";
    }

    /**
     * The text as one word of {@code sh}.
     *
     * @param what the text is, for the message when it is none
     */
    static String quoted(String text, String what) throws IOException {
        check(text, what);
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Refuses half a character, because it would become a {@code ?} here, too. */
    private static void check(String text, String what) throws IOException {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IOException(what + " has half a character in it (an unpaired surrogate), so it is no text", e);
        }
        if (text.indexOf(0) >= 0) {
            throw new IOException(what + " has a character in it that no process can be given (NUL)");
        }
    }
}
