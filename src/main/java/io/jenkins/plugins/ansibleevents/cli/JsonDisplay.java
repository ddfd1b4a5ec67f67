package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code -j}: one event per line on standard output and nothing else there; errors on standard error. */
final class JsonDisplay implements RunDisplay {

    private final Terminal terminal;

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
    public void ended(RunEnd end) {
        if (!end.successful()) {
            new RecapTable(terminal).complain(end);
        }
    }
}
