package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.ansibleevents.agent.FactFiles;
import io.jenkins.plugins.ansibleevents.agent.LauncherRunHost;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The option {@code factCache}: copies facts from the agent, redacted, into the recording of the run. */
final class KeptFacts implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(KeptFacts.class.getName());

    private final String ident;
    private final @CheckForNull FactFiles files;

    private KeptFacts(String ident, @CheckForNull FactFiles files) {
        this.ident = ident;
        this.files = files;
    }

    static KeptFacts of(boolean wanted, LauncherRunHost host, String ident) throws IOException {
        try {
            return new KeptFacts(ident, wanted ? FactFiles.open(host, ident) : null);
        } catch (IOException e) { // the log of the build needs the sentence, not the stack trace
            LOGGER.log(Level.FINE, e, () -> "no directory for the facts of " + ident);
            throw new AbortException("ansibleRun: factCache: " + e.getMessage());
        }
    }

    /** The facts of a run that goes on after a restart. */
    static KeptFacts again(@CheckForNull String path, LauncherRunHost host, String ident) throws IOException {
        return new KeptFacts(ident, path == null ? null : FactFiles.again(host, path));
    }

    /** Where they are on the agent; null when they are not kept. */
    @CheckForNull
    String path() {
        return files == null ? null : files.path();
    }

    PlaybookRequest addTo(PlaybookRequest request) {
        return files == null
                ? request
                : request.toBuilder().factCache(files.path()).build();
    }

    /** Copies the facts; a problem goes to the log of the build and does not fail the run. */
    void keep(PlaybookRequest request, Consumer<String> problems) {
        if (files == null) {
            return;
        }
        try {
            files.copyTo(new RunDirectory(RunArchive.recording(ident)).factCache(), Redactor.of(request.secrets()));
        } catch (IOException e) {
            problems.accept(Messages.KeptFacts_notKept(e.getMessage()));
        }
    }

    @Override
    public void close() {
        try {
            if (files != null) {
                files.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the agent of " + ident + " cannot be reached any more");
        }
    }
}
