package io.jenkins.plugins.ansibleevents.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Pattern;

/** An agent whose Java takes the connection to Jenkins, but not the classes of this plugin. */
final class UnfitJava {

    /** The words of Java about a class: the format of its file, and the last one that this Java knows. */
    private static final Pattern NEWER =
            Pattern.compile("class file version (\\d+)\\.\\d+\\).* class file versions up to (\\d+)\\.");

    /** The format 45 was that of Java 1. */
    private static final int BEFORE_THE_FIRST = 44;

    private UnfitJava() {}

    /**
     * The sentence for people.
     *
     * @param machine for example {@code agent a1}
     * @return null when the problem is another one
     */
    @CheckForNull
    static String sentence(String machine, Throwable problem) {
        String missing = null;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof LinkageError || cause instanceof ClassNotFoundException) {
                missing = String.valueOf(cause.getMessage()); // the last cause says most
            }
        }
        return missing == null ? null : sentence(machine, missing);
    }

    private static String sentence(String machine, String problem) {
        var newer = NEWER.matcher(problem);
        return newer.find()
                ? machine + " runs Java " + java(newer.group(2)) + ", and the classes of this plugin need Java "
                        + java(newer.group(1)) + " or newer there; start the agent with it"
                : machine + " cannot load the classes of this plugin: " + problem;
    }

    private static int java(String format) {
        return Integer.parseInt(format) - BEFORE_THE_FIRST;
    }
}
