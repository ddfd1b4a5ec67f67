package io.jenkins.plugins.ansibleevents.build;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Publishes the {@code junit.xml} of a run; there is one when the JUnit plugin is installed. */
@Restricted(NoExternalUse.class)
public interface TestResultPublisher extends ExtensionPoint {

    /** Publishes the results in a run directory on the controller. */
    void publish(Run<?, ?> build, Path directory, TaskListener log) throws IOException, InterruptedException;

    static ExtensionList<TestResultPublisher> all() {
        return ExtensionList.lookup(TestResultPublisher.class);
    }
}
