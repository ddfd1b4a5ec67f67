package io.jenkins.plugins.ansibleevents.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.HostLostException;
import java.io.Serializable;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A directory by the name of its node and its path there. Unlike a {@link FilePath} it outlives the connection to the agent,
 * and a restart of Jenkins.
 *
 * @param node the name of the node; empty for the controller
 * @param path the absolute path of the directory on the node
 */
@Restricted(NoExternalUse.class)
public record WorkspaceName(String node, String path) implements Serializable {

    /** The name of a directory on a connected agent, or on the controller; null when the agent has just been removed. */
    @CheckForNull
    public static WorkspaceName of(FilePath directory) {
        Computer computer = directory.toComputer();
        return computer == null ? null : new WorkspaceName(computer.getName(), directory.getRemote());
    }

    /**
     * The directory by the connection of this moment.
     *
     * @throws HostLostException when the agent is not connected; it says which agent, and why
     */
    public FilePath find() throws HostLostException {
        Computer computer = Jenkins.get().getComputer(node);
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel == null) {
            throw new HostLostException(AgentConnection.loss(node), null);
        }
        return new FilePath(channel, path);
    }

    /** Whether Jenkins no longer has such an agent, so that it cannot come back. */
    boolean isGone() {
        Computer computer = Jenkins.get().getComputer(node);
        return computer == null || computer.getNode() == null;
    }

    boolean isController() {
        return node.isEmpty();
    }
}
