package io.jenkins.plugins.ansibleevents.engine.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code stderr} of a run directory: the remarks of Ansible one after the other, each as it was displayed.
 * {@link Remark#begunBy} finds the beginning of each. Bytes that are not UTF-8, which a killed run may leave, are
 * replaced.
 */
public final class StoredRemarks {

    /** A remark longer than this is cut. */
    private static final int MAX_CHARS = 64 << 10;

    /** Takes one remark as it was displayed, with colours and line ends. */
    @FunctionalInterface
    public interface Sink {
        void remark(Remark.Kind kind, String text);
    }

    private final Sink sink;
    private final StringBuilder text = new StringBuilder();
    private @CheckForNull Remark.Kind kind;

    private StoredRemarks(Sink sink) {
        this.sink = sink;
    }

    /** Passes every remark of an open file to the sink, in order; the caller closes it. */
    public static void read(InputStream stderr, Sink sink) throws IOException {
        var remarks = new StoredRemarks(sink);
        var lines = new BufferedReader(new InputStreamReader(stderr, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            remarks.line(line);
        }
        remarks.end();
    }

    private void line(String line) {
        Remark.Kind begun = Remark.begunBy(line);
        if (begun != null) {
            end();
            kind = begun;
        }
        if (text.length() + line.length() < MAX_CHARS) {
            text.append(line).append('\n');
        }
    }

    private void end() {
        if (kind != null) {
            sink.remark(kind, text.toString());
        }
        kind = null;
        text.setLength(0);
    }
}
