package io.jenkins.plugins.ansibleevents.cli;

import java.util.Arrays;

/** What Java makes of arguments and file names: it takes the encoding of the locale for them, whatever else it is told. */
final class LocaleEncoding {

    private static final String NAME = System.getProperty("sun.jnu.encoding", "UTF-8");

    /** What is to be done when it is the wrong one. */
    static final String ADVICE = "the encoding of the locale is " + NAME + "; set LC_ALL=C.UTF-8";

    private LocaleEncoding() {}

    /**
     * Whether an argument is not what was given: Java has replaced what its encoding does not know. Ansible would take the
     * rest of such a limit for another name or a pattern.
     */
    static boolean hasGarbled(String... arguments) {
        return !NAME.equals("UTF-8") && Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0);
    }
}
