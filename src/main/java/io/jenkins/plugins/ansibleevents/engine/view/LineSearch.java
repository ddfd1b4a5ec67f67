package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Looks for a word in the lines of {@code events.jsonl}, as they stand there and from front to back, without parsing them. Small and
 * capital letters of ASCII are the same.
 */
final class LineSearch implements Closeable {

    private static final int BUFFER = 256 << 10;

    private final RunFiles files;
    private final byte[] word;
    private long left;
    private @CheckForNull InputStream in;
    private long position;

    /**
     * A search.
     *
     * @param word what is looked for; empty is in every line, which is not read then
     * @param most bytes to read
     */
    LineSearch(RunFiles files, String word, long most) {
        this.files = files;
        this.word = JsonStringEncoder.getInstance().quoteAsUTF8(word);
        this.left = most;
        for (int i = 0; i < this.word.length; i++) {
            this.word[i] = lower(this.word[i]);
        }
    }

    /** Whether the line of an event has the word; events come in the order of the file. */
    boolean finds(IndexEvent event) throws IOException {
        return word.length == 0 || isIn(line(event));
    }

    /** Whether it has read as much as it may. */
    boolean isTired() {
        return left < 0;
    }

    private byte[] line(IndexEvent event) throws IOException {
        if (in == null || event.offset() < position) {
            close();
            position = event.offset();
            in = new BufferedInputStream(files.open(RunDirectory.EVENTS, position), BUFFER);
        }
        in.skipNBytes(event.offset() - position);
        byte[] line = in.readNBytes(event.length());
        left -= event.offset() + line.length - position;
        position = event.offset() + line.length;
        return line;
    }

    private boolean isIn(byte[] line) {
        byte first = word[0];
        int last = line.length - word.length;
        for (int i = 0; i <= last; i++) {
            if (lower(line[i]) == first && matches(line, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(byte[] line, int from) {
        for (int i = 1; i < word.length; i++) {
            if (lower(line[from + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
