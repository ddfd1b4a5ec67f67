package io.jenkins.plugins.ansibleevents.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHost;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The place of a step: its launcher starts the process (inside a container when the step is in one), files go through
 * the channel of its workspace.
 *
 * <p>The private directory lies in the temporary directory beside the workspace ({@code <workspace>@tmp}): containers
 * see it, builds do not archive it, and nobody else can enter it.
 */
@Restricted(NoExternalUse.class)
public final class LauncherRunHost implements RunHost {

    private static final Logger LOGGER = Logger.getLogger(LauncherRunHost.class.getName());

    private final @CheckForNull Launcher launcher;
    private final Place place;
    private final EnvVars environment;

    /** Finds the workspace by the connection of the moment. */
    @FunctionalInterface
    private interface Place {
        FilePath find() throws IOException;
    }

    private LauncherRunHost(@CheckForNull Launcher launcher, Place place, EnvVars environment) {
        this.launcher = launcher;
        this.place = place;
        this.environment = environment;
    }

    /** The place of a step that begins. */
    public LauncherRunHost(Launcher launcher, FilePath workspace, EnvVars environment) {
        this(launcher, () -> workspace, environment);
    }

    /** The place of a step that goes on after a restart of Jenkins. No process can be started there. */
    public static LauncherRunHost again(WorkspaceName workspace) {
        return new LauncherRunHost(null, workspace::find, new EnvVars());
    }

    @Override
    public String createPrivateDirectory(@CheckForNull String parent, String ident) throws IOException {
        FilePath directory = parent == null ? temporary() : place.find().child(parent);
        return String.valueOf(AgentConnection.act(directory, new MakePrivateDirectory(ident)));
    }

    /** A file of the agent, by its absolute path. */
    FilePath file(String path) throws IOException {
        return place.find().child(path);
    }

    private FilePath temporary() throws IOException {
        FilePath workspace = place.find();
        FilePath beside = WorkspaceList.tempDir(workspace);
        if (beside == null) {
            throw new IOException("the workspace " + workspace.getRemote()
                    + " has no directory above it for temporary files; use another workspace");
        }
        return beside;
    }

    @Override
    public void write(String path, byte[] content, boolean executable) throws IOException {
        AgentConnection.act(file(path), new WritePrivateFile(content, executable));
    }

    @Override
    public int read(String path, long offset, byte[] into) throws IOException {
        byte[] chunk = AgentConnection.act(file(path), new ReadChunk(offset, into.length));
        if (chunk == null) {
            return -1;
        }
        System.arraycopy(chunk, 0, into, 0, chunk.length);
        return chunk.length;
    }

    @Override
    public int mode(String path) {
        try {
            Integer bits = AgentConnection.act(file(path), new ReadMode());
            return bits == null ? -1 : bits;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public Map<String, String> environment() throws IOException {
        FilePath workspace = place.find();
        return AgentConnection.of(workspace).call("the environment of the agent", () -> {
            EnvVars variables = new EnvVars(EnvVars.getRemote(workspace.getChannel()));
            variables.overrideAll(environment);
            return variables;
        });
    }

    @Override
    public Map<String, String> ownVariables() {
        return Map.copyOf(environment);
    }

    /** A decorated launcher may lead into a container, and containers hand no standard input on. */
    @Override
    public RunHost.Process start(List<String> argv, Map<String, String> added, OutputStream output) throws IOException {
        if (launcher == null) {
            throw new IllegalStateException("a run that goes on is not started again");
        }
        if (launcher instanceof Launcher.DecoratedLauncher) {
            return startWithPipe(starter(launcher, argv, added, output), argv);
        }
        AgentConnection agent = AgentConnection.of(place.find());
        Launcher.ProcStarter starter = starter(launcher, argv, added, output);
        Proc proc = agent.call(
                "the start of the process", () -> starter.writeStdin().start());
        OutputStream stdin = proc.getStdin();
        return new LaunchedProcess(agent, proc, stdin, stdin);
    }

    private RunHost.Process startWithPipe(Launcher.ProcStarter starter, List<String> argv) throws IOException {
        AgentConnection agent = AgentConnection.of(place.find());
        FilePath directory = file(createPrivateDirectory(null, "input"));
        InputPipe pipe = InputPipe.open(directory, undecorated());
        try {
            Proc proc = agent.call("the start of the process", () -> starter.cmds(pipe.readBy(argv))
                    .start());
            return new LaunchedProcess(agent, proc, pipe.stdin(), pipe);
        } catch (IOException | RuntimeException e) {
            pipe.close();
            throw e;
        }
    }

    private Launcher undecorated() throws IOException {
        FilePath workspace = place.find();
        return AgentConnection.of(workspace)
                .call(workspace.getRemote(), () -> workspace.createLauncher(TaskListener.NULL));
    }

    private Launcher.ProcStarter starter(Launcher by, List<String> argv, Map<String, String> added, OutputStream output)
            throws IOException {
        var variables = new EnvVars(environment);
        variables.putAll(added);
        return by.launch()
                .cmds(argv)
                .envs(variables)
                .pwd(place.find())
                .stdout(output)
                .quiet(true);
    }

    @Override
    public void tell(String pipe, byte[] words) throws IOException {
        AgentConnection.act(file(pipe), new TellPipe(words));
    }

    @Override
    public void delete(String path) throws IOException {
        AgentConnection.act(file(path), new DeleteTree());
    }

    /**
     * A process of the launcher.
     *
     * @param input the standard input or its pipe, closed when the process has ended
     */
    private record LaunchedProcess(AgentConnection agent, Proc proc, OutputStream stdin, Closeable input)
            implements RunHost.Process {

        @Override
        public @CheckForNull Integer exitCode() throws IOException {
            return agent.call("the process", () -> proc.isAlive() ? null : ended(proc.join()));
        }

        private int ended(int code) {
            try {
                input.close();
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "nobody reads the input of a process that has ended", e);
            }
            return code;
        }

        @Override
        public void kill() throws IOException {
            try {
                agent.run("the end of the process", proc::kill);
            } finally {
                input.close();
            }
        }
    }
}
