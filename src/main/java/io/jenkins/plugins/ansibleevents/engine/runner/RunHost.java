package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The machine on which a run happens: this one, or one that is reached through something else. Paths are absolute paths
 * of that machine, with {@code /}. It needs a POSIX {@code sh}. A run uses it for files and one process only; the
 * launch script does the rest there (process group, agent for keys, removal of the private directory).
 *
 * <p>A run uses its host from one thread at a time, {@link RunHost.Process#kill} and {@link RunHost.Process#stdin} included. An
 * implementation may serve several runs at once, and bounds every call in time. A host that cannot be reached throws a
 * {@link HostLostException}.
 */
public interface RunHost {

    /**
     * Makes a new directory that nobody else can enter (0700).
     *
     * @param parent the directory for it; null for the host's directory of temporary files
     * @param ident the run's ident, for the name; any text
     * @throws IOException when the parent cannot be used; its message names the parent and the reason
     */
    String createPrivateDirectory(@CheckForNull String parent, String ident) throws IOException;

    /**
     * Makes a new file below the private directory, readable by nobody else from its first moment on (0600, or 0700
     * when executable). Missing directories on the way are made (0700).
     */
    void write(String path, byte[] content, boolean executable) throws IOException;

    /**
     * Reads a file from an offset on.
     *
     * @return the number of bytes put to the start of {@code into}; 0 when there are none, or it is a pipe or a device, -1
     *     when the file is missing
     */
    int read(String path, long offset, byte[] into) throws IOException;

    /** Reads, in one call, everything that is new of a run. */
    Seen look(LookAt at) throws IOException;

    /**
     * Whether this machine will never be there again, as far as anybody knows; asked when a call has failed. A held run then
     * ends; else it waits for its host.
     */
    default boolean isGone() {
        return false;
    }

    /** The permission bits of a file or directory, for example 0755; -1 when it is missing or cannot be read. */
    int mode(String path);

    /** The environment of a process on that host when nothing is added. */
    Map<String, String> environment() throws IOException;

    /** The variables that the host itself sets for a process; it may not be able to carry every character. */
    default Map<String, String> ownVariables() {
        return Map.of();
    }

    /**
     * Starts a process whose standard output and error both go to {@code output} as they arrive.
     *
     * @param argv program and arguments; no secret is among them
     * @param environment added to the host's environment
     * @param output written by one thread of the host; takes everything and never blocks for long. A host that knows
     *     the end of the output closes it, so that the run notices the end sooner
     */
    Process start(List<String> argv, Map<String, String> environment, OutputStream output) throws IOException;

    /**
     * Writes to a named pipe, at most 4 096 bytes at once; never waits. What nobody reads is lost.
     *
     * @throws IOException when there is no such pipe
     */
    void tell(String pipe, byte[] words) throws IOException;

    /** Deletes a file or a directory with everything in it; does nothing when it is missing. */
    void delete(String path) throws IOException;

    /** The longest wait of a run before it reads again; the cost of a read differs between hosts. */
    default Duration longestDelay() {
        return Duration.ofMillis(50);
    }

    /** A process that {@link #start} has started. */
    interface Process {

        /** Its standard input; closing it lets the launch script end and clean up. */
        OutputStream stdin();

        /**
         * Its exit code once it has ended and all of its output has been passed on; null before. A process ended by a
         * signal has 128 + signal.
         */
        @CheckForNull
        Integer exitCode() throws IOException;

        /** Ends the process at once. The launch script's children see the end of their standard input and end too. */
        void kill() throws IOException;
    }
}
