package io.jenkins.plugins.ansibleevents.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of tasks as Ansible displays them: {@code Sleep 60}. Ansible renders a name for the start of a task only, so
 * the events of its hosts still have the template, {@code Sleep {{ secs | default(60) }}}.
 *
 * <p>Memory: a name for each of the last {@value #MOST} tasks and for each host. Not safe for use by several threads.
 */
public final class TaskNames {

    private static final int MOST = 1_000;

    private final Map<String, String> byTask = new LatestTasks();
    private final Map<String, Started> byHost = new HashMap<>();

    /** Forgets the oldest of more than {@value TaskNames#MOST} tasks. */
    private static final class LatestTasks extends LinkedHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    }

    private record Started(String task, String name) {}

    /** Takes the next event of the run. */
    public void add(EventHead head) {
        String task = head.taskUuid();
        if (task == null) {
            return;
        }
        if (head.event().equals(EventType.PLAYBOOK_ON_TASK_START)) {
            byTask.remove(task); // so that it becomes the youngest
            byTask.put(task, raw(head));
        } else if (head.host() != null && head.event().equals(EventType.RUNNER_ON_START)) {
            // A strategy may start a task for each host, under a name of its own.
            byHost.put(head.host(), new Started(task, byTask.getOrDefault(task, raw(head))));
        }
    }

    /** The name of the task of an event; the template when the start of the task is not recorded; else empty. */
    public String of(EventHead head) {
        String task = head.taskUuid();
        Started started = head.host() == null ? null : byHost.get(head.host());
        if (started != null && started.task().equals(task)) {
            return started.name();
        }
        return task == null ? raw(head) : byTask.getOrDefault(task, raw(head));
    }

    private static String raw(EventHead head) {
        @CheckForNull String name = head.task();
        return name == null ? "" : name;
    }
}
