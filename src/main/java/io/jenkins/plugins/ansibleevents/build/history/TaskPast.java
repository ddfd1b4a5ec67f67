package io.jenkins.plugins.ansibleevents.build.history;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One task of a run of the past, over all its hosts.
 *
 * @param name as Ansible displays it
 * @param path {@code file:line}, or empty
 * @param took sum of its durations on all hosts, in milliseconds
 * @param longest its longest duration on one host, in milliseconds
 * @param good results that are neither failures nor unreachable hosts
 * @param bad failures and unreachable hosts, without those that were rescued or ignored
 */
@Restricted(NoExternalUse.class)
public record TaskPast(String name, String path, long took, long longest, int good, int bad) {

    /** What tells it from other tasks in all builds: lines of a playbook move, names seldom do. */
    String key() {
        int line = path.lastIndexOf(':');
        return name + "\n" + (line < 0 ? path : path.substring(0, line));
    }
}
