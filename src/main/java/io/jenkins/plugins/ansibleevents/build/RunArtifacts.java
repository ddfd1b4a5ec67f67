package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.record.RecapFile;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.VirtualFile;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The artifacts of a run, wherever the artifact manager has them, as the pages of a build read them. Those who may
 * not see the artifacts of the build do not see them here either.
 */
@Restricted(NoExternalUse.class)
public final class RunArtifacts {

    private static final Logger LOGGER = Logger.getLogger(RunArtifacts.class.getName());

    private final VirtualFile directory;
    private final Set<String> names;
    private final boolean allowed;

    private RunArtifacts(VirtualFile directory, Set<String> names, boolean allowed) {
        this.directory = directory;
        this.names = names;
        this.allowed = allowed;
    }

    static RunArtifacts of(Run<?, ?> build, RunSummary run) {
        boolean allowed = !Functions.isArtifactsPermissionEnabled() || build.hasPermission(Run.ARTIFACTS);
        return of(build.getArtifactManager().root().child(run.getArtifactsPath()), allowed);
    }

    private static RunArtifacts of(VirtualFile directory, boolean allowed) {
        return new RunArtifacts(directory, allowed ? names(directory) : Set.of(), allowed);
    }

    private static Set<String> names(VirtualFile directory) {
        var names = new TreeSet<String>();
        try {
            for (VirtualFile file : directory.list()) {
                names.add(file.getName());
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot list " + directory);
        }
        return names;
    }

    /** Whether the user may see the artifacts. */
    public boolean isAllowed() {
        return allowed;
    }

    /** Whether the run has no artifacts: they are deleted, or were never archived. */
    public boolean isGone() {
        return names.isEmpty();
    }

    public boolean isReport() {
        return names.contains(RunDirectory.REPORT);
    }

    public boolean isEvents() {
        return names.contains(RunDirectory.EVENTS);
    }

    /** The recap, host by host, the failed first; empty when there is none. */
    public List<HostRow> getHosts() {
        if (!names.contains(RunDirectory.RECAP)) {
            return List.of();
        }
        try (InputStream recap = directory.child(RunDirectory.RECAP).open()) {
            return HostRow.of(RecapFile.read(recap));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the recap in " + directory);
            return List.of();
        }
    }

    /** The events of a host, in order; null when it took no part or the events are not archived. */
    @CheckForNull
    public HostEvents events(String host) {
        try {
            HostEvents events = isEvents() ? HostEvents.read(directory.child(RunDirectory.EVENTS), host) : null;
            return events == null || events.isEmpty() ? null : events;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the events in " + directory);
            return null;
        }
    }
}
