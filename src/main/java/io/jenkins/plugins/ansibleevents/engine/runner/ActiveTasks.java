package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.event.TaskNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The hosts that are in a task at the moment: from {@code runner_on_start} to a result. */
public final class ActiveTasks implements RunListener {

    /** Most hosts to name for one task; a list of thousands helps nobody. */
    private static final int MAX_HOSTS = 10;

    private static final int MAX_TASKS = 5;

    private final TaskNames names = new TaskNames();
    /** The names of the tasks, by host. */
    private final Map<String, String> byHost = new LinkedHashMap<>();

    @Override
    public void event(EventLine event) {
        EventHead head = event.head();
        names.add(head);
        if (head.host() == null) {
            return;
        }
        if (head.event().equals(EventType.RUNNER_ON_START)) {
            byHost.put(head.host(), names.of(head));
        } else if (head.isResult()) {
            byHost.remove(head.host());
        }
    }

    /**
     * A sentence about the end of a run, with the tasks that were running when they are known; for example {@code canceled;
     * still running: task "restart" on web1, web2}.
     */
    public String after(String sentence) {
        return byHost.isEmpty() ? sentence : sentence.replaceFirst("\\.$", "") + "; still running: " + describe();
    }

    /** For example {@code task "restart" on web1, web2}, or a text that no task is running. */
    String describe() {
        if (byHost.isEmpty()) {
            return "no task";
        }
        var hostsByTask = new TreeMap<String, StringBuilder>();
        var counts = new TreeMap<String, Integer>();
        byHost.forEach((host, name) -> {
            String task = "task \"" + name + "\"";
            int count = counts.merge(task, 1, Integer::sum);
            var hosts = hostsByTask.computeIfAbsent(task, unknown -> new StringBuilder());
            if (count <= MAX_HOSTS) {
                hosts.append(count > 1 ? ", " : "").append(host);
            }
        });
        return join(hostsByTask, counts);
    }

    private static String join(Map<String, StringBuilder> hostsByTask, Map<String, Integer> counts) {
        var text = new StringBuilder();
        int tasks = 0;
        for (var entry : hostsByTask.entrySet()) {
            if (++tasks > MAX_TASKS) {
                return text + "; and " + Quantity.of(counts.size() - MAX_TASKS, "more task");
            }
            int more = counts.get(entry.getKey()) - MAX_HOSTS;
            text.append(tasks > 1 ? "; " : "")
                    .append(entry.getKey())
                    .append(" on ")
                    .append(entry.getValue());
            text.append(more > 0 ? " and " + Quantity.of(more, "more host") : "");
        }
        return text.toString();
    }
}
