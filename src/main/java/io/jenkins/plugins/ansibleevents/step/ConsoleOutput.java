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
 */
final class ConsoleOutput implements RunListener {

    /** In bytes: filters of the log collect whole lines in the controller's memory. */
    private static final int LONGEST_LINE = 1 << 20;

    private final PrintStream log;
    private boolean atLineStart = true;
    private int column;
    private boolean cut;

    ConsoleOutput(TaskListener listener) {
        log = listener.getLogger();
    }

    @Override
    public void status(StatusEvent status) {
        if (status.status() == RunStatus.STARTING) {
            say(RunNote.at(RunNote.Place.COMMAND), "$ " + String.join(" ", status.command()));
        }
    }

    @Override
    public void ansible(AnsibleInfo info) {
        say(info.describe());
    }

    @Override
    public void output(byte[] text, int offset, int length) {
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
        atLineStart = length == 0 ? atLineStart : text[end - 1] == '\n';
    }

    @Override
    public void notice(String message) {
        say(message);
    }

    /** Writes our text on a line of its own. */
    void say(String line) {
        say("", line);
    }

    /** Writes the last line of the run. */
    void end(String line) {
        say(RunNote.at(RunNote.Place.END), line);
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
