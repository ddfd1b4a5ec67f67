package io.jenkins.plugins.ansibleevents.engine.index;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the tasks of a run as its index does, for who has the events and no index: a task that began on a host, once for
 * each round over it.
 *
 * <p>Called by one thread at a time. Memory: the names of hosts, and a bit per task and host.
 */
public final class TaskCounter {

    private static final TaskNumbers.Start UNNAMED = new TaskNumbers.Start(0, 0, "", false);

    private final TaskNumbers tasks = new TaskNumbers();
    private final Map<String, Integer> hosts = new HashMap<>();

    /** Notes the next event of the run. */
    public void add(EventHead head) {
        if (head.event().equals(EventType.PLAYBOOK_ON_TASK_START) && head.taskUuid() != null) {
            tasks.started(head.taskUuid(), UNNAMED);
        }
        if (head.host() != null && TaskNumbers.isOfTask(head)) {
            tasks.of(head, hosts.computeIfAbsent(head.host(), host -> hosts.size()));
        }
    }

    /** How many tasks have begun so far. */
    public int count() {
        return tasks.count();
    }
}
