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
import jenkins.agents.ControllerToAgentFileCallable;
import jenkins.model.Jenkins;

/**
 * Calls to the machine of a step. Each failure becomes an {@link IOException}; the loss of the machine becomes a {@link
 * HostLostException} that names the agent and the reason, as far as Jenkins knows it.
 */
final class AgentConnection {

    private final @CheckForNull VirtualChannel channel;

    private AgentConnection(@CheckForNull VirtualChannel channel) {
        this.channel = channel;
    }

    /** The connection to the machine of a path. */
    static AgentConnection of(FilePath path) {
        return new AgentConnection(path.getChannel());
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
            throw new HostLostException(loss(), e);
        } catch (IOException e) {
            throw isLost(e) ? new HostLostException(loss(), e) : e;
        }
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

    private String loss() {
        if (JenkinsEnd.hasBegun()) {
            return "Jenkins went down while the run was going on and ended it";
        }
        return channel instanceof Channel remote ? loss(remote.getName()) : "the agent was disconnected";
    }

    /** One sentence about an agent that cannot be reached, without a full stop. */
    static String loss(String agent) {
        Computer computer = Jenkins.get().getComputer(agent);
        return computer == null
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
