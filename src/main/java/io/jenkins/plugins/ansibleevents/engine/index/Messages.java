package io.jenkins.plugins.ansibleevents.engine.index;

/** Messages without the name of their host, so that those of many hosts are one. */
public final class Messages {

    /** Stands for the name of the host; no message has it, because control characters are removed. */
    public static final char HOST = '\u0001';

    private Messages() {}

    /** The message with {@link #HOST} where the name stands as a word of its own. */
    public static String without(String host, String message) {
        String plain = message.indexOf(HOST) < 0 ? message : message.replace(HOST, ' ');
        if (host.isEmpty() || !plain.contains(host)) {
            return plain;
        }
        var result = new StringBuilder(plain.length());
        int done = 0;
        for (int i = plain.indexOf(host); i >= 0; i = plain.indexOf(host, i + 1)) {
            int end = i + host.length();
            if (i >= done && isEdge(plain, i - 1) && isEdge(plain, end)) {
                result.append(plain, done, i).append(HOST);
                done = end;
            }
        }
        return result.append(plain, done, plain.length()).toString();
    }

    /** The message of a host. */
    public static String of(String host, String template) {
        return template.indexOf(HOST) < 0 ? template : template.replace(String.valueOf(HOST), host);
    }

    private static boolean isEdge(String text, int index) {
        return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
    }
}
