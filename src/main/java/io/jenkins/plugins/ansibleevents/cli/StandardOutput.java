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
 * Standard output that remembers its first write error, which Java's own hides. Nothing is written after it, so that
 * the output is cut in one place only.
 */
final class StandardOutput extends PrintStream {

    /** The exit code of a process that a closed pipe has ended, as of every other program in a pipeline. */
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
     * The exit code of a process whose command has ended with this one; complains first when the output is not
     * complete.
     *
     * @param always whether to complain of a closed pipe too; whoever closes the pipe of a help text knows that they
     *     did
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
