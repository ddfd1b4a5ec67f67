package io.jenkins.plugins.ansibleevents.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.ansibleevents.engine.runner.HostLostException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.agents.ControllerToAgentFileCallable;
import jenkins.model.Jenkins;

/**
 * Calls to the machine of a step. Each failure becomes an {@link IOException}; the loss of the machine becomes a {@link
 * HostLostException} that names the agent and the reason, as far as Jenkins knows it.
 */
final class AgentConnection {

    private final @CheckForNull VirtualChannel channel;
    private final @CheckForNull String agent;

    private AgentConnection(@CheckForNull VirtualChannel channel, @CheckForNull String agent) {
        this.channel = channel;
        this.agent = agent;
    }

    /** The connection to the machine of a path. */
    static AgentConnection of(FilePath path) {
        return of(path, path.getChannel() instanceof Channel remote ? remote.getName() : null);
    }

    /** @param agent its name; null when it is not known */
    static AgentConnection of(FilePath path, @CheckForNull String agent) {
        return new AgentConnection(path.getChannel(), agent);
    }

    /** A call to the agent. */
    @FunctionalInterface
    interface RemoteCall<T> {
        T call() throws IOException, InterruptedException;
    }

    /** As {@link RemoteCall}, without a result. */
    @FunctionalInterface
    interface RemoteAction {
        void run() throws IOException, InterruptedException;
    }

    @CheckForNull
    static <T> T act(FilePath path, ControllerToAgentFileCallable<T> callable) throws IOException {
        return of(path).call(path.getRemote(), () -> path.act(callable));
    }

    /** As {@link #call}, for a call that has been begun; null when it takes longer than this. */
    @CheckForNull
    <T> T await(String what, Future<T> answer, Duration longest) throws IOException {
        return call(what, () -> {
            try {
                return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return null;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
            }
        });
    }

    /** As {@link #call}, without a result. */
    void run(String what, RemoteAction action) throws IOException {
        call(what, () -> {
            action.run();
            return null;
        });
    }

    /**
     * Calls the agent.
     *
     * @param what names the call in the exception after an interrupt; the thread stays interrupted
     */
    <T> T call(String what, RemoteCall<T> call) throws IOException {
        try {
            return call.call();
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        } catch (RequestAbortedException e) { // unchecked: the connection was cut during a call
            throw lost(e);
        } catch (IOException e) {
            throw isLost(e) ? lost(e) : fitting(e);
        } catch (LinkageError e) {
            throw fitting(new IOException(e));
        }
    }

    private IOException fitting(IOException problem) {
        String unfit = UnfitJava.sentence(agent == null ? "the agent" : "agent " + agent, problem);
        return unfit == null ? problem : new IOException(unfit, problem);
    }

    private static IOException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        var interrupted = new InterruptedIOException("interrupted while waiting for " + what);
        interrupted.initCause(cause);
        return interrupted;
    }

    private boolean isLost(IOException problem) {
        boolean lost = channel instanceof Channel remote && remote.isClosingOrClosed();
        for (Throwable cause = problem; cause != null && !lost; cause = cause.getCause()) {
            lost = cause instanceof ChannelClosedException || cause instanceof RequestAbortedException;
        }
        return lost;
    }

    private HostLostException lost(Exception cause) {
        return new HostLostException(loss(), cause);
    }

    private String loss() {
        return agent == null && !JenkinsEnd.hasBegun() ? "the agent was disconnected" : loss(String.valueOf(agent));
    }

    /** One sentence about an agent that cannot be reached, without a full stop. */
    static String loss(String agent) {
        if (JenkinsEnd.hasBegun()) {
            return "Jenkins went down while the run was going on and ended it";
        }
        Computer computer = Jenkins.get().getComputer(agent);
        return computer == null || computer.getNode() == null
                ? "agent " + agent + " was removed"
                : "agent " + agent + " was disconnected" + reason(computer.getOfflineCause());
    }

    private static String reason(@CheckForNull OfflineCause cause) {
        if (cause instanceof OfflineCause.ChannelTermination termination) {
            String exception = termination.getShortDescription();
            int message = exception.indexOf(": "); // after the class of the exception
            return message < 0
                    ? ""
                    : exception.substring(message).lines().findFirst().orElse("");
        }
        if (cause instanceof OfflineCause.SimpleOfflineCause simple) {
            return ": " + simple.description; // the text of the cause itself is HTML
        }
        return cause == null ? "" : ": " + cause;
    }
}
