package io.jenkins.plugins.ansibleevents.engine.index;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.TaskSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the task, as people see it, to which an event of a host belongs. Tasks of an included file get new uuids whenever
 * Ansible loads the file. The free strategy loads it again for later hosts: these loads are one task as long as no host
 * runs it twice. A loop over an include loads the file for each item and runs it on the same hosts: each round is a task
 * of its own. So is a handler that is started again for hosts on which it has ended.
 *
 * <p>Memory: a bit per task and host.
 */
final class TaskNumbers {

    /**
     * A start of a task.
     *
     * @param at milliseconds since the run's first event
     * @param line first line in {@code stdout}
     * @param name as displayed
     * @param handler whether a handler starts
     */
    record Start(int at, int line, String name, boolean handler) {}

    /** One task, the uuid it had first, and the hosts on which it has ended. */
    private static final class Round {
        private final int number;
        private final String uuid;
        private final BitSet ended = new BitSet();
        /** The hosts on which it had ended when it was started the last time. */
        private BitSet endedBefore = new BitSet();

        Round(int number, String uuid) {
            this.number = number;
            this.uuid = uuid;
        }
    }

    /** Loads of files that may go on at the same time; of an older one, the next event finds its task by its place. */
    private static final int LOADS = 20_000;

    private final Map<String, Start> starts = new Latest<>(LOADS);
    private final Map<String, Round> byUuid = new Latest<>(LOADS);
    private final Map<TaskSource, List<Round>> bySource = new HashMap<>();
    private int tasks;

    /** Notes {@code playbook_on_task_start}. */
    void started(String uuid, Start start) {
        starts.put(uuid, start);
        Round known = byUuid.get(uuid);
        if (known != null) {
            known.endedBefore = (BitSet) known.ended.clone();
        }
    }

    /** The last start of the task with this uuid, or null. */
    @CheckForNull
    Start startOf(EventHead head) {
        return starts.get(uuid(head));
    }

    /** Whether an event of a host belongs to a task. */
    static boolean isOfTask(EventHead head) {
        return head.taskUuid() != null || head.isResult();
    }

    /** How many tasks there are; a number that {@link #of} returns for the first time is the highest. */
    int count() {
        return tasks;
    }

    /** The number of the task of an event of a host. */
    int of(EventHead head, int host) {
        Round round = round(head, host);
        if (head.isResult()) {
            round.ended.set(host);
        }
        return round.number;
    }

    private Round round(EventHead head, int host) {
        String uuid = uuid(head);
        Round known = byUuid.get(uuid);
        if (known == null || isAgain(known, uuid, head, host)) {
            known = join(head, uuid, host);
            byUuid.put(uuid, known);
        }
        return known;
    }

    private static boolean isAgain(Round known, String uuid, EventHead head, int host) {
        if (!known.uuid.equals(uuid)) {
            return known.ended.get(host);
        }
        boolean begins = head.isResult() || head.event().equals(EventType.RUNNER_ON_START);
        return begins && known.endedBefore.get(host);
    }

    /** The first round that has not ended on this host, or a new one. */
    private Round join(EventHead head, String uuid, int host) {
        List<Round> rounds = bySource.computeIfAbsent(TaskSource.of(head), source -> new ArrayList<>());
        for (Round round : rounds) {
            if (!round.ended.get(host)) {
                return round;
            }
        }
        var added = new Round(tasks++, uuid);
        rounds.add(added);
        return added;
    }

    private static String uuid(EventHead head) {
        return String.valueOf(head.taskUuid());
    }
}
