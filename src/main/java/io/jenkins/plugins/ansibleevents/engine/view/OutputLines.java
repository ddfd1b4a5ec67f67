package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.text.AnsiCodes;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds lines of {@code stdout}, which may be large and may grow: it is read once to learn where every 500th line begins. Lines
 * are numbered from 1. Not for use by several threads.
 */
final class OutputLines {

    static final String FILE = "stdout";

    private static final int EVERY = 500;
    private static final int BUFFER = 64 << 10;

    /** A longer line is cut where it is shown. */
    private static final int CHARACTERS = 20_000;

    private final RunFiles files;
    private long[] offsets = new long[64];
    private int lines;
    private long read;
    private boolean isOpen;

    /** Lines that have a word, and the line from which to go on; 0 when all have been looked at. */
    record Matches(List<Integer> lines, int next) {}

    OutputLines(RunFiles files) {
        this.files = files;
    }

    /** Reads what has come since the last time. */
    void refresh() throws IOException {
        if (files.size(FILE) <= read) {
            return;
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = files.open(FILE, read)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (!isOpen) {
                        begin(read + i);
                    }
                    isOpen = buffer[i] != '\n';
                }
                read += n;
            }
        }
    }

    private void begin(long offset) {
        if (lines % EVERY == 0) {
            if (lines / EVERY == offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[lines / EVERY] = offset;
        }
        lines++;
    }

    /** How many there are; the last one may have no end yet. */
    int total() {
        return lines;
    }

    /** Lines with their colours, without line ends; fewer when there are not so many. */
    List<String> from(int first, int count) throws IOException {
        var found = new ArrayList<String>();
        int last = (int) Math.min(lines, (long) first + count - 1);
        if (first > last) {
            return found;
        }
        try (InputStream in = at(first)) {
            for (int number = first; number <= last; number++) {
                found.add(Excerpt.of(line(in), CHARACTERS));
            }
        }
        return found;
    }

    /**
     * Lines that have a word, in small or capital letters.
     *
     * @param first the line to begin with
     * @param most how many to find
     * @param bytes how much to read
     */
    Matches find(String word, int first, int most, long bytes) throws IOException {
        var found = new ArrayList<Integer>();
        if (first > lines) {
            return new Matches(found, 0);
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        long left = bytes;
        try (InputStream in = at(first)) {
            for (int number = first; number <= lines; number++) {
                String line = line(in);
                left -= line.length();
                if (AnsiCodes.removed(line).toLowerCase(Locale.ROOT).contains(wanted)) {
                    found.add(number);
                }
                if (number < lines && (found.size() == most || left < 0)) {
                    return new Matches(found, number + 1);
                }
            }
        }
        return new Matches(found, 0);
    }

    /** The file from the beginning of a line. */
    private InputStream at(int line) throws IOException {
        var in = new BufferedInputStream(files.open(FILE, offsets[(line - 1) / EVERY]), BUFFER);
        try {
            for (int before = (line - 1) % EVERY; before > 0; before--) {
                skipLine(in);
            }
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static void skipLine(InputStream in) throws IOException {
        int b = in.read();
        while (b >= 0 && b != '\n') {
            b = in.read();
        }
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream(120);
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            bytes.write(b);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
