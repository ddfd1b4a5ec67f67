package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.util.Arrays;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The part of a run's files that becomes artifacts of its build. The build discarder of the job or of Jenkins decides
 * how long they are kept, as for all artifacts.
 */
@Restricted(NoExternalUse.class)
public enum ArchivedPart {
    /** Everything. */
    ALL,
    /** Everything of unsuccessful runs, only the summary of the others. */
    FAILED,
    /** Recap, report, test results and manifest; neither events, output nor facts. */
    SUMMARY,
    /** Nothing: the pages of the build then know the counts of the run, but not its hosts. */
    NOTHING;

    /**
     * The part of this name, whatever its case; {@link #ALL} for null and blanks.
     *
     * @throws IllegalArgumentException naming the choices, when there is none of this name
     */
    public static ArchivedPart of(@CheckForNull String name) {
        if (name == null || name.isBlank()) {
            return ALL;
        }
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be one of " + Arrays.toString(values()) + ", is \"" + name + "\"", e);
        }
    }

    /**
     * Whether a file is archived.
     *
     * @param name its name in the run directory
     * @param successful whether the run was successful
     */
    public boolean has(String name, boolean successful) {
        return switch (this) {
            case ALL -> true;
            case FAILED -> !successful || RunDirectory.SUMMARY.contains(name);
            case SUMMARY -> RunDirectory.SUMMARY.contains(name);
            case NOTHING -> false;
        };
    }
}
