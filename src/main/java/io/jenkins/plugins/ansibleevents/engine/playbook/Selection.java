package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * The hosts and tasks of the playbook that take part. Immutable; a value that Ansible would read as something else is
 * refused with {@link PlaybookRequestException}.
 *
 * @param limit a host pattern, or null for all
 * @param mustBeHosts names that must be hosts of the inventory, not groups; otherwise nothing is run. For limits of
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

    /** All hosts and tasks. */
    public static final Selection ALL = new Selection(null, List.of(), List.of(), List.of(), null);

    public Selection {
        if (limit != null) {
            RequestCheck.word("limit", limit);
        }
        mustBeHosts = RequestCheck.words("limit", mustBeHosts);
        tags = RequestCheck.words("tags", tags);
        skipTags = RequestCheck.words("skipTags", skipTags);
        if (startAtTask != null) {
            RequestCheck.line("startAtTask", startAtTask);
        }
    }

    /** The same tasks on the hosts of a pattern; for {@code hosts} see {@link #mustBeHosts()}. */
    public Selection withLimit(String pattern, List<String> hosts) {
        return new Selection(pattern, hosts, tags, skipTags, startAtTask);
    }
}
