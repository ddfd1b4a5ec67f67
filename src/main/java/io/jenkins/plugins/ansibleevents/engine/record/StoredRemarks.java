package io.jenkins.plugins.ansibleevents.engine.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads {@code stderr} of a run directory: the remarks of Ansible one after the other, each as it was displayed.
 * {@link Remark#begunBy} finds the beginning of each. Bytes that are not UTF-8, which a killed run may leave, are
 * replaced.
 */
public final class StoredRemarks {

    /** A remark longer than this is cut. */
    private static final int MAX_CHARS = 64 << 10;

    private final Consumer<String> warnings;
    private final StringBuilder text = new StringBuilder();
    private @CheckForNull Remark.Kind kind;

    private StoredRemarks(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /**
     * Passes every warning and deprecation to the sink, in order.
     *
     * @param stderr the file; it must be there
     */
    public static void warnings(Path stderr, Consumer<String> sink) throws IOException {
        var remarks = new StoredRemarks(sink);
        try (var lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(stderr), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remarks.line(line);
            }
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
        if (kind == Remark.Kind.WARNING || kind == Remark.Kind.DEPRECATION) {
            warnings.accept(text.toString());
        }
        kind = null;
        text.setLength(0);
    }
}
