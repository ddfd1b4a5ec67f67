package io.jenkins.plugins.ansibleevents.build.junit;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.junit.JUnitResultArchiver;
import io.jenkins.plugins.ansibleevents.build.TestResultPublisher;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Publishes with the JUnit plugin; the results are added to those of other steps of the build. */
@OptionalExtension
@Restricted(NoExternalUse.class)
public final class JUnitPublisher implements TestResultPublisher {

    @Override
    public void publish(Run<?, ?> build, Path directory, TaskListener log) throws IOException, InterruptedException {
        JUnitResultArchiver.parseAndSummarize(
                new JUnitResultArchiver(RunDirectory.JUNIT),
                null,
                build,
                new FilePath(directory.toFile()),
                new Launcher.LocalLauncher(log),
                log);
    }
}
