package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.ansibleevents.agent.WorkspaceName;
import io.jenkins.plugins.ansibleevents.engine.playbook.RolePlay;
import java.io.Closeable;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The playbook of the option {@code role}, in the workspace from the start of the run to its end: what lies beside a playbook is
 * found there. A run whose agent does not come back leaves it behind.
 */
final class RolePlaybook implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(RolePlaybook.class.getName());

    private final @CheckForNull WorkspaceName workspace;
    private final String name;

    private RolePlaybook(@CheckForNull WorkspaceName workspace, String ident) {
        this.workspace = workspace;
        this.name = nameOf(ident);
    }

    /** The name of the file, which no other run has. */
    static String nameOf(String ident) {
        return "role-" + ident + ".yml";
    }

    /**
     * Writes the playbook.
     *
     * @param play null for a run without a role, which has none
     */
    static RolePlaybook write(@CheckForNull RolePlay play, FilePath workspace, String ident)
            throws IOException, InterruptedException {
        if (play == null) {
            return new RolePlaybook(null, ident);
        }
        try {
            workspace.child(nameOf(ident)).write(play.text(), "UTF-8");
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "no playbook for the role of " + ident);
            throw new AbortException(
                    "ansibleRun: role: " + Messages.RolePlaybook_notWritten(workspace.getRemote(), e.getMessage()));
        }
        return new RolePlaybook(WorkspaceName.of(workspace), ident);
    }

    /** The playbook of a run that goes on after a restart. */
    static RolePlaybook again(HeldStep held, String ident) {
        return new RolePlaybook(held.options().getRole().isBlank() ? null : held.place(), ident);
    }

    /** Removes it. */
    @Override
    public void close() {
        if (workspace == null) {
            return;
        }
        try {
            workspace.find().child(name).delete();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> name + " stays in the workspace");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
