package io.jenkins.plugins.ansibleevents.engine.text;

import java.util.regex.Pattern;

/** Words of commands that we show to be copied. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_/.,:=@%+-]+");

    private ShellWord() {}

    /** The text, quoted where a shell would not read it as one word. */
    public static String of(Object text) {
        String word = text.toString();
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
