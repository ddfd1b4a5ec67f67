package io.jenkins.plugins.ansibleevents.step;

import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.console.RunNote;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.text.VisibleText;
import java.io.PrintStream;

/**
 * Writes the display text of a run into the build's log at once, between our own lines, which begin with
 * {@code [ansible]}.
 *
 * <p>A run that is taken up after a restart is handed out again from its beginning. What the log has already is left out,
 * our own lines included.
 */
final class ConsoleOutput implements RunListener {

    /** In bytes: filters of the log collect whole lines in the controller's memory. */
    private static final int LONGEST_LINE = 1 << 20;

    private final PrintStream log;
    private boolean atLineStart = true;
    private int column;
    private boolean cut;
    private final long shownBefore;
    private long handedOut;

    /**
     * The log of a run.
     *
     * @param shownBefore the bytes of display text that the log has already
     */
    ConsoleOutput(TaskListener listener, long shownBefore) {
        this.log = listener.getLogger();
        this.shownBefore = shownBefore;
    }

    @Override
    public void status(StatusEvent status) {
        if (status.status() == RunStatus.STARTING) {
            say(RunNote.at(RunNote.Place.COMMAND, status.runnerIdent()), "$ " + String.join(" ", status.command()));
        }
    }

    @Override
    public void ansible(AnsibleInfo info) {
        if (shownBefore == 0) {
            say(info.describe());
        }
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        int known = (int) Math.min(length, Math.max(0, shownBefore - handedOut));
        handedOut += length;
        if (known < length) {
            show(text, offset + known, length - known);
        }
    }

    private void show(byte[] text, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int i = offset; i < end; i++) {
            if (text[i] == '\n') {
                from = cut ? i : from;
                cut = false;
                column = 0;
            } else if (!cut && ++column > LONGEST_LINE) {
                log.write(text, from, i - from);
                log.print(" [" + Messages.ConsoleOutput_cut() + "]");
                cut = true;
            }
        }
        if (!cut) {
            log.write(text, from, end - from);
        }
        log.flush();
        atLineStart = text[end - 1] == '\n';
    }

    @Override
    public void notice(String message) {
        if (!isRepeating()) {
            say(message);
        }
    }

    /** Whether what is handed out has been in the log before. */
    private boolean isRepeating() {
        return handedOut > 0 && handedOut < shownBefore;
    }

    /** Writes our text on a line of its own. */
    void say(String line) {
        say("", line);
    }

    /** Writes the last line of a run. */
    void end(String ident, String line) {
        say(RunNote.at(RunNote.Place.END, ident), line);
    }

    /** Writes a line as it is. */
    void line(String line) {
        if (!atLineStart) {
            log.println();
            atLineStart = true;
        }
        log.println(line);
    }

    private void say(String note, String line) {
        line(note + RunNote.PREFIX + VisibleText.line(line));
    }
}
