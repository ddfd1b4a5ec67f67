package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.PeepholePermalink;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build without a Pipeline, which ends with the process of Jenkins. Jenkins itself saves such a build only at its
 * end: without {@link #save} nothing but a log would be left of it after a crash, and the build would be unknown.
 */
@Restricted(NoExternalUse.class)
public final class CutOffBuild {

    private static final Logger LOGGER = Logger.getLogger(CutOffBuild.class.getName());

    private final AbstractBuild<?, ?> build;

    private CutOffBuild(AbstractBuild<?, ?> build) {
        this.build = build;
    }

    /** Saves a build that goes on, so that it is known after a crash; does nothing for a Pipeline, which is saved. */
    public static void save(Run<?, ?> build) throws IOException {
        if (build instanceof AbstractBuild<?, ?> running) {
            running.save();
            AbstractBuild<?, ?> root = running.getRootBuild();
            if (root != running) { // the build of a matrix, of which this one is a cell
                root.save();
            }
        }
    }

    /** The build as one that was cut off; null when it is a Pipeline, or ended before Jenkins did. */
    @CheckForNull
    static CutOffBuild of(Run<?, ?> build) {
        // Jenkins sets the duration at the very end.
        return build instanceof AbstractBuild<?, ?> cut && !cut.isLogUpdated() && cut.getDuration() == 0
                ? new CutOffBuild(cut)
                : null;
    }

    /**
     * Ends the build as failed, as the step of a Pipeline fails after a restart.
     *
     * @param endMillis when Jenkins went down, as far as that is known
     * @param sentences what happened, for the log of the build
     */
    void end(long endMillis, List<String> sentences) throws IOException {
        set("result", Result.FAILURE);
        set("duration", Math.max(1, endMillis - build.getStartTimeInMillis()));
        build.save();
        finishLog(sentences);
        var permalinks = ExtensionList.lookup(RunListener.class).get(PeepholePermalink.RunListenerImpl.class);
        if (permalinks != null) {
            permalinks.onCompleted(build, TaskListener.NULL); // "last failed build" and its like are kept in a file
        }
    }

    /** The fields are for subclasses of {@link Run}; a build that has been loaded takes no result by other ways. */
    private void set(String field, Object value) {
        try {
            var declared = Run.class.getDeclaredField(field);
            declared.setAccessible(true);
            declared.set(build, value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot set the " + field + " of " + build);
        }
    }

    private void finishLog(List<String> sentences) throws IOException {
        OutputStream file = Files.newOutputStream(
                build.getLogFile().toPath(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (var log = new PrintStream(file, false, build.getCharset())) {
            log.println(); // the last line may be half a line
            sentences.forEach(sentence -> log.println("[ansible] " + sentence));
            log.println("Finished: " + Result.FAILURE);
        }
    }
}
