package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a run is called where people read: its playbooks, its role or its module. */
final class RunTitle {

    /** The playbook that was written for a role; its name ends with the mark of the run. */
    private static final Pattern OF_ROLE = Pattern.compile("role-.+-[0-9a-f]{8,10}\\.yml");

    private RunTitle() {}

    /** The title, which may become clearer while the run goes on; never empty. */
    static String of(RunModel model) {
        String playbook = model.playbook();
        if (playbook.isEmpty()) {
            return first(model, "module ", IndexedTask::action);
        }
        return OF_ROLE.matcher(playbook).matches() ? first(model, "role ", IndexedTask::role) : playbook;
    }

    private static String first(RunModel model, String kind, Function<IndexedTask, String> name) {
        return model.tasks().stream()
                .map(TaskView::source)
                .map(name)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(kind::concat)
                .orElse("Ansible run");
    }
}
