package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/** {@code event}: one event, whole and as it stands in {@code events.jsonl}. */
final class EventDocument {

    static final String NAME = "event";
    static final Set<String> PARAMETERS = Set.of("counter");

    private static final int CHUNK = 64 << 10;

    private EventDocument() {}

    static void write(Run run, Parameters parameters, OutputStream out) throws IOException, ViewException {
        int counter = parameters.number("counter", 0, 1, Integer.MAX_VALUE);
        IndexEvent event = counter == 0 ? null : run.event(counter);
        if (event == null) {
            throw new ViewException(
                    counter == 0
                            ? "\"counter\" must say which event"
                            : "the run has no event " + counter + ", its last one is "
                                    + run.model().lastCounter(),
                    counter != 0);
        }
        if (run.files().size(RunDirectory.EVENTS) < event.end()) {
            throw new ViewException(
                    "the events of this run are not kept; event " + counter + " is not there any more", true);
        }
        try (InputStream in = run.files().open(RunDirectory.EVENTS, event.offset())) {
            copy(in, event.length(), out);
        }
    }

    private static void copy(InputStream in, int length, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int left = length; left > 0; ) {
            int n = in.read(chunk, 0, Math.min(left, chunk.length));
            if (n < 0) {
                throw new IOException(RunDirectory.EVENTS + " is shorter than its index says");
            }
            out.write(chunk, 0, n);
            left -= n;
        }
    }
}
