package io.jenkins.plugins.ansibleevents.build.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.view.HostView;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.TaskView;
import io.jenkins.plugins.ansibleevents.engine.view.ViewException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the event of a failure by the names that stand in the log. */
final class FailureSearch {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The states of what Ansible shows in red. */
    private static final Set<String> RED = Set.of("failed", "unreachable", "rescued", "ignored");

    /** Tasks of one name that are looked at: a role may be used many times. */
    private static final int MAX_TASKS = 20;

    private final RunView view;

    FailureSearch(RunView view) {
        this.view = view;
    }

    /** The counter of the first failure of a host in a task of a name; 0 for none. */
    long counter(String host, String task) throws IOException {
        int number = view.hosts().stream()
                .filter(known -> known.name().equals(host))
                .mapToInt(HostView::number)
                .findFirst()
                .orElse(-1);
        List<TaskView> tasks = view.tasks().stream()
                .filter(known -> known.name().equals(task))
                .limit(MAX_TASKS)
                .toList();
        for (TaskView known : tasks) {
            long found = number < 0 ? 0 : counter(number, known.number());
            if (found > 0) {
                return found;
            }
        }
        return 0;
    }

    private long counter(int host, int task) throws IOException {
        var document = new ByteArrayOutputStream();
        try {
            // Results only: the rounds of a loop may be thousands.
            var query = Map.of("host", Integer.toString(host), "task", Integer.toString(task), "results", "true");
            view.write("events", query, document);
        } catch (ViewException e) {
            return 0; // gone since the numbers were read
        }
        for (JsonNode line : MAPPER.readTree(document.toByteArray()).path("lines")) {
            if (RED.contains(line.path("state").asText())) {
                return line.path("counter").asLong();
            }
        }
        return 0;
    }
}
