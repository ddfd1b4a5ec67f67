package io.jenkins.plugins.ansibleevents.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.ansibleevents.engine.runner.HostLostException;
import io.jenkins.plugins.ansibleevents.engine.runner.LookAt;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHost;
import io.jenkins.plugins.ansibleevents.engine.runner.Seen;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.agents.ControllerToAgentFileCallable;
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

    /** After that a thread does not wait for an agent any more. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    private final @CheckForNull Launcher launcher;
    private final Place place;
    private final @CheckForNull WorkspaceName agent;
    private final EnvVars environment;
    private final Map<String, BegunLook> begun = new ConcurrentHashMap<>();

    /** Finds the workspace by the connection of the moment. */
    @FunctionalInterface
    private interface Place {
        FilePath find() throws IOException;
    }

    /** A look that the agent has not answered in time; its answer is still of use. */
    private record BegunLook(LookAt at, Future<byte[]> answer) {

        boolean isFor(LookAt now) {
            return at.output() == now.output() && at.events() == now.events() && at.most() == now.most();
        }
    }

    private LauncherRunHost(
            @CheckForNull Launcher launcher, Place place, @CheckForNull WorkspaceName agent, EnvVars environment) {
        this.launcher = launcher;
        this.place = place;
        this.agent = agent;
        this.environment = environment;
    }

    /** The place of a step that begins. */
    public LauncherRunHost(Launcher launcher, FilePath workspace, EnvVars environment) {
        this(
                launcher,
                workspace,
                environment,
                workspace.getChannel() instanceof Channel ? WorkspaceName.of(workspace) : null);
    }

    private LauncherRunHost(
            Launcher launcher, FilePath workspace, EnvVars environment, @CheckForNull WorkspaceName agent) {
        this(launcher, agent == null ? () -> workspace : agent::find, agent, environment);
    }

    /** The place of a step that goes on after a restart of Jenkins. */
    public static LauncherRunHost again(WorkspaceName workspace) {
        return new LauncherRunHost(null, workspace::find, workspace.isController() ? null : workspace, new EnvVars());
    }

    private AgentConnection connection() throws IOException {
        return connection(place.find());
    }

    private AgentConnection connection(FilePath path) {
        return agent == null ? AgentConnection.of(path) : AgentConnection.of(path, agent.node());
    }

    private <T> @CheckForNull T act(String path, ControllerToAgentFileCallable<T> callable) throws IOException {
        return act(file(path), callable);
    }

    private <T> @CheckForNull T act(FilePath file, ControllerToAgentFileCallable<T> callable) throws IOException {
        return connection(file).call(file.getRemote(), () -> file.act(callable));
    }

    /** An agent that is not connected may come back; one that Jenkins does not know any more will not. */
    @Override
    public boolean isGone() {
        return agent != null && !JenkinsEnd.hasBegun() && agent.isGone();
    }

    @Override
    public String createPrivateDirectory(@CheckForNull String parent, String ident) throws IOException {
        FilePath below = parent == null ? temporary() : place.find().child(parent);
        return String.valueOf(act(below, new MakePrivateDirectory(ident)));
    }

    /** A file of the agent, by its absolute path. */
    FilePath file(String path) throws IOException {
        return place.find().child(path);
    }

    private FilePath temporary() throws IOException {
        FilePath workspace = place.find();
        FilePath beside = WorkspaceList.tempDir(workspace);
        if (beside == null) {
            throw new IOException("the directory " + workspace.getRemote()
                    + " has none above it for temporary files; let the step run in a workspace");
        }
        return beside;
    }

    @Override
    public void write(String path, byte[] content, boolean executable) throws IOException {
        act(path, new WritePrivateFile(content, executable));
    }

    @Override
    public int read(String path, long offset, byte[] into) throws IOException {
        byte[] chunk = act(path, new ReadChunk(offset, into.length));
        if (chunk == null) {
            return -1;
        }
        System.arraycopy(chunk, 0, into, 0, chunk.length);
        return chunk.length;
    }

    @Override
    public Seen look(LookAt at) throws IOException {
        var look = new LookAtRun(at);
        try {
            return look(look, at);
        } catch (HostLostException e) {
            throw at.isHeld() && JenkinsEnd.hasBegun() ? new HostLostException("Jenkins goes down", e) : e;
        }
    }

    private Seen look(LookAtRun look, LookAt at) throws IOException {
        byte[] answer = at.isHeld() && agent != null ? inTime(look) : act(at.directory(), look);
        if (answer == null) {
            throw new HostLostException("agent " + (agent == null ? "" : agent.node()) + " does not answer");
        }
        return look.unpack(answer);
    }

    /**
     * A look costs a call to the agent. Nothing ends later for that: before its end Ansible writes something, after which the
     * waits are short again.
     */
    @Override
    public Duration longestDelay() {
        return agent == null ? Duration.ofMillis(250) : Duration.ofSeconds(1);
    }

    /** The answer, or null: a held run can wait for it without a thread. */
    private @CheckForNull byte[] inTime(LookAtRun look) throws IOException {
        LookAt at = look.at();
        BegunLook earlier = begun.remove(at.directory());
        boolean goesOn = earlier != null && earlier.isFor(at);
        Duration longest = goesOn ? Duration.ZERO : LONGEST_ANSWER;
        BegunLook now = goesOn ? earlier : begin(look);
        byte[] answer = connection().await(at.directory(), now.answer(), longest);
        if (answer == null) {
            begun.put(at.directory(), now);
        }
        return answer;
    }

    private BegunLook begin(LookAtRun look) throws IOException {
        FilePath directory = file(look.at().directory());
        return new BegunLook(look.at(), connection().call(directory.getRemote(), () -> directory.actAsync(look)));
    }

    @Override
    public int mode(String path) {
        try {
            Integer bits = act(path, new ReadMode());
            return bits == null ? -1 : bits;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public Map<String, String> environment() throws IOException {
        FilePath workspace = place.find();
        return connection().call("the environment of the agent", () -> {
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
        if (launcher instanceof Launcher.DecoratedLauncher) {
            return startWithPipe(launcher, argv, added, output);
        }
        AgentConnection connection = connection();
        Launcher.ProcStarter starter = starter(launcher == null ? undecorated() : launcher, argv, added, output)
                .writeStdin();
        Proc proc = connection.call("the start of the process", starter::start);
        OutputStream stdin = proc.getStdin();
        return new LaunchedProcess(connection, proc, stdin, stdin);
    }

    private RunHost.Process startWithPipe(
            Launcher by, List<String> argv, Map<String, String> added, OutputStream output) throws IOException {
        FilePath directory = file(createPrivateDirectory(null, "input"));
        InputPipe pipe = InputPipe.open(directory, undecorated());
        try {
            AgentConnection connection = connection();
            Launcher.ProcStarter starter = starter(by, pipe.readBy(argv), added, output);
            Proc proc = connection.call("the start of the process", starter::start);
            return new LaunchedProcess(connection, proc, pipe.stdin(), pipe);
        } catch (IOException | RuntimeException e) {
            pipe.close();
            throw e;
        }
    }

    private Launcher undecorated() throws IOException {
        FilePath workspace = place.find();
        return connection().call(workspace.getRemote(), () -> workspace.createLauncher(TaskListener.NULL));
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
        act(pipe, new TellPipe(words));
    }

    @Override
    public void delete(String path) throws IOException {
        act(path, new DeleteTree());
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
