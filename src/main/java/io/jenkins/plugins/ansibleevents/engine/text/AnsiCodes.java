package io.jenkins.plugins.ansibleevents.engine.text;

import java.util.regex.Pattern;

/** The escape sequences (ECMA-48) with which programs control colours and other things of terminals. */
public final class AnsiCodes {

    /** A colour, {@code ESC [ 0;32 m}; the first group has its numbers. Longer ones are no colours. */
    public static final Pattern COLOUR = Pattern.compile("\u001b\\[([0-9;]{0,40})m");

    private static final Pattern ANY = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

    private AnsiCodes() {}

    /** The text without colours and other sequences that begin with {@code ESC [}. */
    public static String removed(String text) {
        return text.indexOf('\u001b') < 0 ? text : ANY.matcher(text).replaceAll("");
    }
}
