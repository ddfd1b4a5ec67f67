package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.TaskSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the task of the report to which an event belongs. Tasks of an included file get new uuids whenever Ansible
 * loads the file. The free strategy loads it again for later hosts: these loads are one task as long as no host runs it
 * twice. A loop over an include loads the file for each item and runs it on the same hosts: each round is a task of its
 * own.
 *
 * <p>Memory: a bit per task and host.
 */
final class TaskRounds {

    /** One task of the report, the uuid it had first, and the hosts on which it ended. */
    private record Round(ReportTask task, String uuid, BitSet hosts) {}

    private final List<ReportTask> tasks = new ArrayList<>();
    private final Map<String, Round> byUuid = new HashMap<>();
    private final Map<TaskSource, List<Round>> bySource = new HashMap<>();
    private final Map<String, Integer> hosts = new HashMap<>();

    /** All tasks, in the order of their first events. */
    List<ReportTask> tasks() {
        return List.copyOf(tasks);
    }

    /** The task of an event of a host. */
    ReportTask of(EventHead head) {
        return round(head).task();
    }

    /** The task of the event with which it ends on a host. */
    ReportTask endedBy(EventHead head) {
        Round round = round(head);
        round.hosts().set(number(head));
        return round.task();
    }

    private int number(EventHead head) {
        return hosts.computeIfAbsent(String.valueOf(head.host()), host -> hosts.size());
    }

    private Round round(EventHead head) {
        String uuid = String.valueOf(head.taskUuid());
        Round known = byUuid.get(uuid);
        boolean again =
                known != null && !known.uuid().equals(uuid) && known.hosts().get(number(head));
        if (known == null || again) {
            known = join(head, uuid);
            byUuid.put(uuid, known);
        }
        return known;
    }

    /** The first round that has not ended on this host, or a new one. */
    private Round join(EventHead head, String uuid) {
        List<Round> rounds = bySource.computeIfAbsent(TaskSource.of(head), source -> new ArrayList<>());
        for (Round round : rounds) {
            if (!round.hosts().get(number(head))) {
                return round;
            }
        }
        var added = new Round(new ReportTask(head), uuid, new BitSet());
        rounds.add(added);
        tasks.add(added.task());
        return added;
    }
}
