package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The launch script of a run that is held: it goes on without whoever has started it, and is reached through files of its
 * private directory alone. {@code launch.sh} has the grammar.
 */
final class HeldProcess implements RunHost.Process {

    static final String CONTROL = "control";
    static final String OUTPUT = "output";
    static final String PULSE = "pulse";
    static final byte[] NO_PULSE = "0      \n".getBytes(StandardCharsets.US_ASCII);

    /** A script whose pulse stays the same for that long is gone, for example because its machine has been restarted. */
    private static final long LOST_NANOS = Duration.ofSeconds(60).toNanos();

    /** The script counts us as gone when it hears nothing for its patience, which is longer than that. */
    private static final long SIGN_OF_LIFE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int KILLED = 137;

    private final RunHost host;
    private final String directory;
    private byte[] pulse = NO_PULSE;
    private long pulseNanos = System.nanoTime();
    private long saidNanos = System.nanoTime();

    HeldProcess(RunHost host, String directory) {
        this.host = host;
        this.directory = directory;
    }

    @Override
    public OutputStream stdin() {
        return new Control();
    }

    /** Its real exit code is in the state of the launch script; this one says whether the script is there. */
    @Override
    public @CheckForNull Integer exitCode() throws IOException {
        long now = System.nanoTime();
        var bytes = new byte[NO_PULSE.length];
        int length = host.read(path(PULSE), 0, bytes);
        if (length < 0) {
            return 0;
        }
        if (!Arrays.equals(bytes, pulse)) {
            pulse = bytes;
            pulseNanos = now;
        }
        if (now - pulseNanos > LOST_NANOS) {
            return KILLED;
        }
        if (now - saidNanos > SIGN_OF_LIFE_NANOS) {
            saidNanos = now;
            say("here\n");
        }
        return null;
    }

    @Override
    public void kill() throws IOException {
        say("done\n");
    }

    private void say(String words) throws IOException {
        host.tell(path(CONTROL), words.getBytes(StandardCharsets.US_ASCII));
    }

    private String path(String name) {
        return directory + "/" + name;
    }

    /** What would be standard input of a process that is not held; a line needs one write. */
    private final class Control extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            host.tell(path(CONTROL), Arrays.copyOfRange(bytes, offset, offset + length));
        }

        @Override
        public void close() throws IOException {
            say("done\n");
        }
    }
}
