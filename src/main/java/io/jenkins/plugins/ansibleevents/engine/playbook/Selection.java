package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * Which hosts and tasks of the playbook take part.
 *
 * @param limit a host pattern, or null for all
 * @param mustBeHosts names that must be hosts of the inventory, and no groups; otherwise nothing is run. For limits of
 *     somebody who may choose hosts, but no groups
 * @param tags only tasks with one of these; empty for all
 * @param skipTags no task with one of these
 * @param startAtTask the name of the first task, or null
 */
public record Selection(
        @CheckForNull String limit,
        List<String> mustBeHosts,
        List<String> tags,
        List<String> skipTags,
        @CheckForNull String startAtTask) {

    /** Everything. */
    public static final Selection ALL = new Selection(null, List.of(), List.of(), List.of(), null);

    public Selection {
        mustBeHosts = List.copyOf(mustBeHosts);
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }
}
