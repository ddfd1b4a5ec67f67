package io.jenkins.plugins.ansibleevents.access;

import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The plugin's own directory, {@code $JENKINS_HOME/ansible-events}. Recordings and spool are on one file system on
 * purpose: the spool keeps undelivered events by a second name of the same file.
 */
@Restricted(NoExternalUse.class)
public final class StateDirectory {

    private StateDirectory() {}

    /** Runs that are being recorded, until the artifact manager has taken them. */
    public static Path recordings() {
        return root().resolve("recordings");
    }

    /** The spool of an emitter. */
    public static Path spool(String emitter) {
        return root().resolve("spool").resolve(emitter);
    }

    /** What was done to each host, by the names of hosts. */
    public static Path hosts() {
        return root().resolve("hosts");
    }

    private static Path root() {
        return Jenkins.get().getRootDir().toPath().resolve("ansible-events");
    }
}
