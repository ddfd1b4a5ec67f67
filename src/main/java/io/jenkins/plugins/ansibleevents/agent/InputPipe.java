package io.jenkins.plugins.ansibleevents.agent;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard input for a process in a container: {@code docker exec}, as {@code docker.inside} calls it, hands none on.
 *
 * <p>A named pipe lies in a private directory (0700) beside the workspace, which the container sees as well. On the
 * agent, outside of the container, a {@code cat} copies the input into the pipe. It ends when the channel to the agent
 * or the agent itself is gone, and the process sees the end of its input as it would without a container. The input
 * never lies in a file, and the pipe is removed as soon as both sides have opened it. Both sides need the same kernel:
 * a pipe does not reach into a container engine's virtual machine.
 */
final class InputPipe implements Closeable {

    /** The first command returns when the process has opened the pipe, which needs no name from then on. */
    private static final String COPY = "exec 3>\"$0/stdin\" || exit; rm -rf \"$0\"; exec cat >&3 3>&-";

    private static final String READ = "exec \"$@\" <\"$0/stdin\"";

    private final FilePath directory;
    private final Proc copying;

    private InputPipe(FilePath directory, Proc copying) {
        this.directory = directory;
        this.copying = copying;
    }

    /**
     * Makes a pipe.
     *
     * @param directory an empty private directory of the pipe alone; removed with it
     * @param agent starts processes outside of the container
     * @throws IOException naming the directory and what is wrong with it, for example a file system without pipes
     */
    static InputPipe open(FilePath directory, Launcher agent) throws IOException {
        var said = new ByteArrayOutputStream();
        int code = AgentConnection.of(directory).call(directory.getRemote(), () -> agent.launch()
                .cmds("mkfifo", "-m", "600", directory.getRemote() + "/stdin")
                .stdout(said)
                .quiet(true)
                .join());
        if (code != 0) {
            throw new IOException("cannot make a named pipe in " + directory.getRemote()
                    + ", which hands input to a container: "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
        return new InputPipe(
                directory, AgentConnection.of(directory).call(directory.getRemote(), () -> copy(directory, agent)));
    }

    private static Proc copy(FilePath directory, Launcher agent) throws IOException {
        return agent.launch()
                .cmds("/bin/sh", "-c", COPY, directory.getRemote())
                .writeStdin()
                .quiet(true)
                .start();
    }

    /** The command that runs this one with the pipe as its standard input. */
    List<String> readBy(List<String> argv) {
        var reading = new ArrayList<>(List.of("/bin/sh", "-c", READ, directory.getRemote()));
        reading.addAll(argv);
        return reading;
    }

    /** The standard input of the process. */
    OutputStream stdin() {
        return copying.getStdin();
    }

    /** Ends the input, also when no process has opened the pipe. */
    @Override
    public void close() throws IOException {
        try {
            AgentConnection.of(directory).run("the end of the input", copying::kill);
        } finally {
            AgentConnection.act(directory, new DeleteTree());
        }
    }
}
