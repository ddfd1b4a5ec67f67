package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where a held run writes. Until the run has begun, the command that started it reads errors at once, and the rest only when
 * the run ends before it begins. The log gets all of it but Ansible's own output, and everything later. Safe for use by several threads.
 *
 * <p>The first byte of standard output is {@link #BEGUN}, which is also the last, or {@link #ENDED}.
 */
final class HeldOutput {

    static final byte BEGUN = 'B';
    static final byte ENDED = 'E';

    /** The output of an Ansible that fails before its first event has a few lines. */
    private static final int MOST_KEPT = 256 << 10;

    private final OutputStream starterOut;
    private final OutputStream starterErr;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private @CheckForNull OutputStream log;
    private boolean begun;

    /** @param starterOut standard output, which {@link #begin} and {@link #end} close; so they do the other */
    HeldOutput(OutputStream starterOut, OutputStream starterErr) {
        this.starterOut = starterOut;
        this.starterErr = starterErr;
    }

    PrintStream out() {
        return stream(kept);
    }

    PrintStream err() {
        return stream(starterErr);
    }

    private PrintStream stream(OutputStream untilBegun) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        take(untilBegun, bytes, offset, length);
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    /** Ansible's own output, which the log does not need: it is in {@code stdout} of the run directory. */
    synchronized void ofAnsible(byte[] bytes, int offset, int length) {
        if (!begun && kept.size() < MOST_KEPT) {
            kept.write(bytes, offset, length);
        }
    }

    private synchronized void take(OutputStream untilBegun, byte[] bytes, int offset, int length) {
        if (!begun && (untilBegun != kept || kept.size() < MOST_KEPT)) {
            write(untilBegun, bytes, offset, length);
        }
        write(log == null ? early : log, bytes, offset, length);
    }

    /** The starter may be gone and the disk full; the run goes on. */
    private static void write(OutputStream to, byte[] bytes, int offset, int length) {
        try {
            to.write(bytes, offset, length);
            to.flush();
        } catch (IOException lost) {
            // There is no other place to say so.
        }
    }

    /** Makes the log. */
    synchronized void logTo(Path file) throws IOException {
        var fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        log = Channels.newOutputStream(FileChannel.open(file, fresh, OwnerOnly.file()));
        write(log, early.toByteArray(), 0, early.size());
        early.reset();
    }

    synchronized boolean hasBegun() {
        return begun;
    }

    /** The run has begun: the starter goes its way. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            kept.reset();
            answer(BEGUN);
        }
    }

    /** The run has ended. */
    synchronized void end() {
        if (!begun) {
            begun = true;
            answer(ENDED);
        }
    }

    private void answer(byte word) {
        write(starterOut, new byte[] {word}, 0, 1);
        write(starterOut, kept.toByteArray(), 0, kept.size());
        // Java opens /dev/null in place of a standard stream that is closed, so no later file gets its number.
        close(starterOut);
        close(starterErr);
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException gone) {
            // The starter has ended.
        }
    }
}
