package io.jenkins.plugins.ansibleevents.agent;

import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells an agent that is lost from a Jenkins that goes down and closes the connections to all agents. */
@Restricted(NoExternalUse.class)
public final class JenkinsEnd {

    private JenkinsEnd() {}

    /** Whether Jenkins goes down. */
    public static boolean hasBegun() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating() || isEndOfJava();
    }

    /** After a TERM the web server closes the agents' connections before anybody notifies Jenkins. */
    private static boolean isEndOfJava() {
        var hook = new Thread(() -> {}, "never started");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
