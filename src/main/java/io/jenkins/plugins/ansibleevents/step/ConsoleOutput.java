package io.jenkins.plugins.ansibleevents.step;

import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.io.PrintStream;

/**
 * Writes the display text of a run into the build's log as it comes, between lines of ours that begin with
 * {@code [ansible]}.
 */
final class ConsoleOutput implements RunListener {

    private static final String PREFIX = "[ansible] ";

    private final PrintStream log;
    private boolean atLineStart = true;

    ConsoleOutput(TaskListener listener) {
        log = listener.getLogger();
    }

    @Override
    public void status(StatusEvent status) {
        if (status.status() == RunStatus.STARTING) {
            say("$ " + String.join(" ", status.command()));
        }
    }

    @Override
    public void ansible(AnsibleInfo info) {
        say(info.describe());
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        log.write(text, offset, length);
        log.flush();
        atLineStart = length == 0 ? atLineStart : text[offset + length - 1] == '\n';
    }

    @Override
    public void notice(String message) {
        say(message);
    }

    /** Writes a line of ours, on a line of its own. */
    void say(String line) {
        if (!atLineStart) {
            log.println();
            atLineStart = true;
        }
        log.println(PREFIX + line);
    }
}
