package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;

/** Reads single lines of {@code events.jsonl} by their places. */
final class StoredLines {

    /** A longer line is shown on its own only, {@link #bytes}; a page of many lines leaves its text out. */
    static final int LONGEST = 4 << 20;

    private final RunFiles files;

    StoredLines(RunFiles files) {
        this.files = files;
    }

    /** An event; null when its line is not there any more, is of another event, or longer than {@link #LONGEST}. */
    @CheckForNull
    EventLine event(IndexEvent event) throws IOException {
        if (event.length() > LONGEST) {
            return null;
        }
        byte[] line = bytes(event);
        if (line == null) {
            return null;
        }
        try {
            EventLine read = EventLine.parse(line);
            return read.head().counter() == event.counter() ? read : null;
        } catch (EventFormatException e) {
            return null;
        }
    }

    /** The line of an event without its end; null when the file does not have it (any more). */
    @CheckForNull
    byte[] bytes(IndexEvent event) throws IOException {
        if (files.size(RunDirectory.EVENTS) < event.end()) {
            return null;
        }
        try (InputStream in = files.open(RunDirectory.EVENTS, event.offset())) {
            byte[] line = in.readNBytes(event.length());
            return line.length == event.length() ? line : null;
        }
    }
}
