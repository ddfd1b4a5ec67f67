package io.jenkins.plugins.ansibleevents.build;

import hudson.Functions;
import hudson.model.Run;
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

    static RunArtifacts of(Run<?, ?> build, String ident) {
        return of(directory(build, ident), areAllowed(build));
    }

    /** Where the artifacts of a run are, or were. */
    static VirtualFile directory(Run<?, ?> build, String ident) {
        return build.getArtifactManager().root().child(RunArchive.pathOf(ident));
    }

    /** Whether the present user may see the artifacts of a build. */
    static boolean areAllowed(Run<?, ?> build) {
        return !Functions.isArtifactsPermissionEnabled() || build.hasPermission(Run.ARTIFACTS);
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

    /** What emitters had delivered when the run ended; empty when there were none. */
    public List<RunDelivery> getDeliveries() {
        if (!names.contains(RunDirectory.DELIVERY)) {
            return List.of();
        }
        try (InputStream file = directory.child(RunDirectory.DELIVERY).open()) {
            return RunDelivery.read(file);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the deliveries in " + directory);
            return List.of();
        }
    }
}
