package io.jenkins.plugins.ansibleevents.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.MarkupText;
import hudson.Util;
import hudson.console.ConsoleAnnotator;
import hudson.model.Run;
import java.util.Set;
import java.util.regex.Pattern;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Adds to the output of Ansible runs in a log: colours, headings of plays and tasks for outline and folding, and a link from
 * a failed host to this failure on the page of its run. It begins with the first line that only a run writes, and ends
 * with the line that has the {@link RunNote} of the run's end.
 *
 * <p>Anybody may have written a line of a log, so the line is treated as text, and no part of it gets into markup
 * unescaped.
 */
final class PlaybookAnnotator extends ConsoleAnnotator<Object> {

    private static final long serialVersionUID = 1L;

    /** Ansible writes whole results on one line with {@code -v}; patterns are not tried on longer ones. */
    private static final int MAX_LINE = 20_000;

    /** The pages with a log, and what they ask for while it grows. */
    private static final Pattern CONSOLE = Pattern.compile("/(console|consoleFull|log|logText/progressiveHtml)/?$");

    private static final Pattern INNER = Pattern.compile("[ }\\])]");

    /**
     * Colours of results that are no failures. Where such a result has many lines, only the first one has its colour: browsers are
     * slow with an element for each of 60 000 lines.
     */
    private static final Set<String> WELL = Set.of("ansible-sgr-32", "ansible-sgr-33", "ansible-sgr-36");

    private boolean active;
    private String colours = "";
    private String task = "";
    private String run = "";
    private int open;

    @Override
    public ConsoleAnnotator<Object> annotate(Object context, MarkupText text) {
        String raw = text.getText();
        if (raw.length() > MAX_LINE) {
            return this;
        }
        if (raw.contains(RunNote.PREFIX) && readNote(text)) {
            return this;
        }
        String plain = SgrText.plain(raw);
        AnsibleLine line = AnsibleLine.read(plain);
        active = active || begins(raw, line.kind());
        if (active) {
            // Of two spans that begin at one place the first one is the outer one.
            mark(context, text, line);
            colour(text, line, isInner(plain, line));
        }
        return this;
    }

    private boolean readNote(MarkupText text) {
        boolean command = RunNote.Place.COMMAND.marks(text);
        boolean end = !command && RunNote.Place.END.marks(text);
        if (command || end) {
            active = command;
            colours = "";
            open = Math.max(0, open + (command ? 1 : -1));
            // The lines of parallel runs are mixed; the page then finds out which run a host failed in.
            run = command && open == 1 ? RunNote.runOf(text) : "";
        }
        return command || end;
    }

    /** The log of a running Pipeline comes in pieces, and the first line of a piece may be in the middle of a run. */
    private static boolean begins(String raw, AnsibleLine.Kind kind) {
        return kind.isHeading() || raw.startsWith("\u001b[") && kind.isResult();
    }

    private void colour(MarkupText text, AnsibleLine line, boolean inner) {
        SgrText sgr = SgrText.read(text.getText(), colours);
        colours = sgr.state();
        if (!sgr.escapes().isEmpty() && !isConsole()) {
            return; // whoever else shows logs knows escape sequences, and our style sheet is not there
        }
        sgr.spans().stream()
                .filter(s -> !inner || !WELL.contains(s.classes()))
                .forEach(s -> text.addMarkup(s.start(), s.end(), "<span class='" + s.classes() + "'>", "</span>"));
        // A comment and no element: a log has two of them a line, and browsers are slow with 100 000 elements.
        sgr.escapes().forEach(e -> text.addMarkup(e.start(), e.end(), "<!--", "-->"));
        if (sgr.spans().isEmpty() && line.kind().isColoured()) {
            wrap(text, "class='" + line.kind().styleClass() + "'");
        }
    }

    /** A line of the JSON below the first line of a result. */
    private static boolean isInner(String plain, AnsibleLine line) {
        return line.kind() == AnsibleLine.Kind.OTHER && INNER.matcher(plain).lookingAt();
    }

    /** Whether the log is for a page of Jenkins itself, which does not know what escape sequences are. */
    private static boolean isConsole() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null || CONSOLE.matcher(request.getRequestURI()).find();
    }

    private void mark(@CheckForNull Object context, MarkupText text, AnsibleLine line) {
        if (line.kind().isHeading()) {
            heading(text, line);
        }
        switch (line.kind()) {
            case IGNORING -> handled(text, Messages.PlaybookAnnotator_ignored());
            case RESCUED -> handled(text, Messages.PlaybookAnnotator_rescued());
            default -> {
                // says nothing of the failure before it
            }
        }
        if (line.kind() == AnsibleLine.Kind.RECAP_HOST) {
            wrap(text, recap(line));
        }
        boolean bad = line.kind() == AnsibleLine.Kind.FAILED || line.kind() == AnsibleLine.Kind.UNREACHABLE;
        if (bad && line.host() != null && context instanceof Run<?, ?> build) {
            link(text, line.host(), build);
        }
    }

    /** The counts of a task whose failures stand above them are no heading of their own. */
    private void heading(MarkupText text, AnsibleLine line) {
        boolean isSameTask = line.kind().isTaskEnd() && task.equals(line.task());
        task = line.kind() == AnsibleLine.Kind.TASK ? String.valueOf(line.task()) : "";
        String kind = line.kind().styleClass() + (line.kind().isTaskEnd() ? " ansible-task" : "");
        // The script gets its text from here, in the language of the user.
        wrap(
                text,
                isSameTask
                        ? "class='ansible-task-counts " + kind + "'"
                        : "class='ansible-heading " + kind + "' data-fold-all='"
                                + Util.escape(Messages.PlaybookAnnotator_foldAll()) + "'");
    }

    private static void handled(MarkupText text, String word) {
        wrap(text, "class='ansible-ignoring' data-word='" + Util.escape(word) + "'");
    }

    /** What the script needs to find out which failures of the host were not its last word. */
    private static String recap(AnsibleLine line) {
        return "class='ansible-recap-host' data-host='" + Util.escape(line.host()) + "' data-failures='"
                + line.failures() + "' data-word='" + Util.escape(word(line)) + "'";
    }

    private static String word(AnsibleLine recap) {
        return recap.rescued() > 0 ? Messages.PlaybookAnnotator_rescued() : Messages.PlaybookAnnotator_ignored();
    }

    private void link(MarkupText text, String host, Run<?, ?> build) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        int start = text.getText().indexOf("[" + host) + 1;
        if (request == null || start == 0) {
            return;
        }
        String url = request.getContextPath() + "/" + build.getUrl() + "ansible-events/host?name="
                + Util.rawEncode(host) + parameter("run", run) + parameter("task", taskName());
        String link = "<a class='ansible-bad-host' href='" + Util.escape(url) + "'>";
        text.addMarkup(start, start + host.length(), link, "</a>");
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + Util.rawEncode(value);
    }

    /** The task without its brackets. */
    private String taskName() {
        return task.length() > 2 ? task.substring(1, task.length() - 1) : "";
    }

    private static void wrap(MarkupText text, String attributes) {
        int end = SgrText.contentEnd(text.getText());
        text.addMarkup(0, end, "<span " + attributes + ">", "</span>");
    }
}
