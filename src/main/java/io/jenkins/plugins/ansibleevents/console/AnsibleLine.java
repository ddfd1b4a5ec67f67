package io.jenkins.plugins.ansibleevents.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The meaning of a line of Ansible's default output, recognized by the form of the line alone, as a person does.
 *
 * @param kind the kind of the line
 * @param host the host that the line is about; null when it is about none
 * @param failures in how many tasks the host failed or was unreachable for good; only in a line of a recap, else 0
 * @param rescued how many failures of the host were rescued; only in a line of a recap, else 0
 * @param task the task in its brackets; null when the line does not name one
 */
record AnsibleLine(
        Kind kind,
        @CheckForNull String host,
        int failures,
        int rescued,
        @CheckForNull String task) {

    private AnsibleLine(Kind kind, @CheckForNull String host) {
        this(kind, host, 0, 0, null);
    }

    /** The kinds of lines; each has a style of its own. */
    enum Kind {
        PLAY,
        TASK,
        /** Our own line of a task that is over, in which nothing has changed. */
        TASK_OK,
        /** The same, in which a host has changed and none has failed. */
        TASK_CHANGED,
        /** The same, in which a host has failed or was not reached. */
        TASK_FAILED,
        RECAP,
        RECAP_HOST,
        OK,
        CHANGED,
        FAILED,
        UNREACHABLE,
        SKIPPED,
        IGNORING,
        /** Our own line below a failure that was rescued. */
        RESCUED,
        WARNING,
        OTHER;

        /** Whether the lines after it can be folded. */
        boolean isHeading() {
            return this == PLAY || this == TASK || isTaskEnd() || this == RECAP;
        }

        /** Whether it has the counts of a task. */
        boolean isTaskEnd() {
            return this == TASK_OK || this == TASK_CHANGED || this == TASK_FAILED;
        }

        /** Whether the plugin gives it a colour where Ansible wrote none. */
        boolean isColoured() {
            return switch (this) {
                case OK, CHANGED, FAILED, UNREACHABLE, SKIPPED, WARNING -> true;
                default -> false;
            };
        }

        /** Whether only Ansible writes a coloured line of this kind. */
        boolean isResult() {
            return switch (this) {
                case OK, CHANGED, FAILED, UNREACHABLE, SKIPPED, IGNORING, RECAP_HOST -> true;
                default -> false;
            };
        }

        /** The style class of the line, for example {@code ansible-failed}. */
        String styleClass() {
            return "ansible-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final AnsibleLine PLAIN = new AnsibleLine(Kind.OTHER, null);
    private static final Pattern HEADING =
            Pattern.compile("(PLAY|TASK|RUNNING HANDLER|HANDLER) (\\[.*\\]) \\**\\s*|(PLAY RECAP) \\**\\s*");
    private static final Pattern TASK_END = Pattern.compile(
            "TASK (\\[.*\\]) ok=\\d+ changed=(\\d+) failed=(\\d+) skipped=\\d+( unreachable=\\d+)?(?: [a-z]+=\\d+)*\\s*");
    private static final Pattern WARNING = Pattern.compile("\\[(?:DEPRECATION )?WARNING\\]: .*", Pattern.DOTALL);
    private static final Pattern RESULT = Pattern.compile(
            "(ok|changed|failed|fatal|skipping|unreachable): \\[([^\\]]{1,255})\\](.*)", Pattern.DOTALL);
    private static final Pattern RECAP_HOST = Pattern.compile(
            "(\\S{1,255})\\s+: ok=\\d+\\s+changed=\\d+\\s+unreachable=(\\d{1,6})\\s+failed=(\\d{1,6})"
                    + "(?:\\s+skipped=\\d+\\s+rescued=(\\d{1,6}))?.*",
            Pattern.DOTALL);

    /** Reads a line without escape sequences. */
    static AnsibleLine read(String line) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            return new AnsibleLine(heading(heading), null, 0, 0, heading.group(2));
        }
        Matcher taskEnd = TASK_END.matcher(line);
        if (taskEnd.matches()) {
            return new AnsibleLine(taskEnd(taskEnd), null, 0, 0, taskEnd.group(1));
        }
        Matcher result = RESULT.matcher(line);
        if (result.matches()) {
            return new AnsibleLine(result(result.group(1), result.group(3)), host(result.group(2)));
        }
        if (line.startsWith("...ignoring")) {
            return new AnsibleLine(Kind.IGNORING, null);
        }
        if (line.stripTrailing().equals("...rescued")) {
            return new AnsibleLine(Kind.RESCUED, null);
        }
        if (WARNING.matcher(line).matches()) {
            return new AnsibleLine(Kind.WARNING, null);
        }
        Matcher recap = RECAP_HOST.matcher(line);
        return recap.matches() ? recap(recap) : PLAIN;
    }

    private static AnsibleLine recap(Matcher recap) {
        int failures = Integer.parseInt(recap.group(2)) + Integer.parseInt(recap.group(3));
        int rescued = recap.group(4) == null ? 0 : Integer.parseInt(recap.group(4));
        return new AnsibleLine(Kind.RECAP_HOST, recap.group(1), failures, rescued, null);
    }

    private static Kind heading(Matcher heading) {
        if (heading.group(3) != null) {
            return Kind.RECAP;
        }
        return heading.group(1).equals("PLAY") ? Kind.PLAY : Kind.TASK;
    }

    private static Kind taskEnd(Matcher end) {
        if (!end.group(3).equals("0") || end.group(4) != null) {
            return Kind.TASK_FAILED;
        }
        return end.group(2).equals("0") ? Kind.TASK_OK : Kind.TASK_CHANGED;
    }

    private static Kind result(String word, String rest) {
        return switch (word) {
            case "ok" -> Kind.OK;
            case "changed" -> Kind.CHANGED;
            case "skipping" -> Kind.SKIPPED;
            case "unreachable" -> Kind.UNREACHABLE;
            default -> rest.contains("UNREACHABLE!") ? Kind.UNREACHABLE : Kind.FAILED;
        };
    }

    /** {@code web1 -> db1} is a task of web1 that was delegated. */
    private static String host(String bracket) {
        int arrow = bracket.indexOf(" -> ");
        return arrow < 0 ? bracket : bracket.substring(0, arrow);
    }
}
