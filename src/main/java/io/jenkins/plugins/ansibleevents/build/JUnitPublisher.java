package io.jenkins.plugins.ansibleevents.build;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.junit.JUnitResultArchiver;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Publishes by the JUnit plugin; its results come beside those of other steps of the build. */
@OptionalExtension(requirePlugins = "junit")
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
