package io.jenkins.plugins.ansibleevents.build.history;

import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What is kept of a run beside its build, for the pages that compare builds.
 *
 * @param ident the run's ident
 * @param playbook the playbook as the job names it
 * @param limit the limit of its hosts; empty for none
 * @param place stage and branch of the Pipeline; empty for none
 * @param started when it began, in milliseconds since 1970
 * @param took its duration in milliseconds
 * @param check whether it only checked
 * @param status ansible-runner's status, for example {@code successful}
 * @param sentence its outcome
 * @param hosts its hosts
 * @param tasks its tasks, in the order of their first beginning
 * @param cut hosts and tasks that are left out because there are too many
 */
@Restricted(NoExternalUse.class)
public record RunPast(
        String ident,
        String playbook,
        String limit,
        String place,
        long started,
        long took,
        boolean check,
        String status,
        String sentence,
        List<HostPast> hosts,
        List<TaskPast> tasks,
        int cut) {

    /** More would make the file of a build larger than the build. */
    static final int MAX_HOSTS = 20_000;

    static final int MAX_TASKS = 2_000;

    public RunPast {
        cut += Math.max(0, hosts.size() - MAX_HOSTS) + Math.max(0, tasks.size() - MAX_TASKS);
        hosts = List.copyOf(hosts.subList(0, Math.min(MAX_HOSTS, hosts.size())));
        tasks = List.copyOf(tasks.subList(0, Math.min(MAX_TASKS, tasks.size())));
    }
}
