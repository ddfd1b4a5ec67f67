package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output that remembers why it could not be written: Java's own goes on as if nothing had happened. After the
 * first failure nothing more is written, so that what is there ends once, not in the middle of several lines.
 */
final class StandardOutput extends PrintStream {

    /** What a process has that a closed pipe has ended, as for every other program in a pipeline. */
    static final int CLOSED_PIPE = 141;

    private final Watched watched;

    StandardOutput(OutputStream to) {
        this(new Watched(to));
    }

    private StandardOutput(Watched watched) {
        super(new BufferedOutputStream(watched), true, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    /**
     * The exit code of a command that has ended with this one, after it has been told when its output is not complete.
     *
     * @param always whether that is told also when nobody reads any more; who closes the pipe of a help text knows it
     */
    int exitCode(int rc, Terminal terminal, boolean always) {
        terminal.out().flush();
        flush();
        IOException problem = watched.problem;
        if (problem == null) {
            return rc;
        }
        String why = String.valueOf(problem.getMessage());
        boolean closed = why.contains("Broken pipe");
        if (!closed || always) {
            terminal.complain("standard output could not be written, what is missing there was left out: " + why);
        }
        return rc != 0 ? rc : closed ? CLOSED_PIPE : 1;
    }

    private static final class Watched extends OutputStream {

        private final OutputStream to;
        private volatile @CheckForNull IOException problem;

        Watched(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (problem != null) {
                return;
            }
            try {
                to.write(bytes, offset, length);
            } catch (IOException e) {
                problem = e;
            }
        }
    }
}
