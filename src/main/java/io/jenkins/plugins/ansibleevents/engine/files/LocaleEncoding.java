package io.jenkins.plugins.ansibleevents.engine.files;

import java.util.Arrays;

/** Java decodes arguments and file names by the encoding of the locale, whatever its options say. */
public final class LocaleEncoding {

    private static final String NAME = System.getProperty("sun.jnu.encoding", "UTF-8");

    /** The advice for a user whose locale has the wrong encoding. */
    public static final String ADVICE = "the encoding of the locale is " + NAME + "; set LC_ALL=C.UTF-8";

    private LocaleEncoding() {}

    /** Whether every file name can be written in it. */
    public static boolean isUtf8() {
        return NAME.equals("UTF-8");
    }

    /**
     * Whether Java has replaced characters of an argument that its encoding does not know. Ansible would take such a
     * limit for another name or a pattern.
     */
    public static boolean hasGarbled(String... arguments) {
        return !isUtf8() && Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0);
    }
}
