package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.runner.Progress;
import java.util.function.Supplier;

/** The default display: Ansible's output, a progress line when somebody watches, and the recap. */
final class FullDisplay implements RunDisplay {

    private final Terminal terminal;
    private final @CheckForNull ProgressLine line;
    private @CheckForNull SignsOfLife signs;

    FullDisplay(Terminal terminal, int plays) {
        this.terminal = terminal;
        this.line = terminal.interactive() ? new ProgressLine(terminal, new RunProgress(plays)) : null;
        if (line != null) {
            line.start();
        }
    }

    @Override
    public void event(EventLine event) {
        if (line != null) {
            line.event(event);
        }
    }

    @Override
    public void progress(Progress progress) {
        if (line != null) {
            line.progress(progress);
        }
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        if (line != null) {
            line.output(text, offset, length);
        } else {
            terminal.out().write(text, offset, length);
            terminal.out().flush();
        }
    }

    @Override
    public void waiting(Supplier<String> words) {
        if (line != null) {
            line.say(words);
        } else {
            signs = SignsOfLife.start(words, terminal.out()::println);
        }
    }

    @Override
    public void ended(RunEnd end) {
        if (line != null) {
            line.close();
        }
        if (signs != null) {
            signs.close();
        }
        new RecapTable(terminal).print(end);
    }
}
