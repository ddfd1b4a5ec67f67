package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** {@code -j}: one event per line on standard output and nothing else there; errors on standard error. */
final class JsonDisplay implements RunDisplay {

    private final Terminal terminal;
    private @CheckForNull SignsOfLife signs;

    JsonDisplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void event(EventLine event) {
        var line = new ByteArrayOutputStream(event.size() + 1);
        try {
            event.writeTo(line);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        line.write('\n');
        terminal.out().writeBytes(line.toByteArray());
        terminal.out().flush();
    }

    @Override
    public void waiting(Supplier<String> words) {
        signs = SignsOfLife.start(words, terminal::complain);
    }

    @Override
    public void ended(RunEnd end) {
        if (signs != null) {
            signs.close();
        }
        new RecapTable(terminal).complain(end);
    }
}
