package io.jenkins.plugins.ansibleevents.cli;

import java.util.regex.Pattern;

/** Words of commands that we show to be copied. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_/.,:=@%+-]+");

    private ShellWord() {}

    /** The text, quoted where a shell would not read it as one word. */
    static String of(Object text) {
        String word = text.toString();
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
