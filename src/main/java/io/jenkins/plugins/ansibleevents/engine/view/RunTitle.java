package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a run is called where people read: its playbooks, its role or its module. */
final class RunTitle {

    /** The playbook that was written for a role; its name ends with the mark of the run. */
    private static final Pattern OF_ROLE = Pattern.compile("role-.+-[0-9a-f]{8,10}\\.yml");

    private static final Pattern PLAYBOOK = Pattern.compile("\\.ya?ml$");

    private RunTitle() {}

    /**
     * The title, which may become clearer while the run goes on; never empty.
     *
     * @param command how Ansible was started; it names the playbook of a run that could not read it
     */
    static String of(RunModel model, List<String> command) {
        String playbook = model.playbook();
        if (playbook.isEmpty() && model.tasks().isEmpty()) {
            playbook = unread(command);
        }
        if (playbook.isEmpty()) {
            return first(model, "module ", IndexedTask::action);
        }
        return OF_ROLE.matcher(playbook).matches() ? first(model, "role ", IndexedTask::role) : playbook;
    }

    private static String unread(List<String> command) {
        String last = command.isEmpty() ? "" : command.get(command.size() - 1);
        return PLAYBOOK.matcher(last).find() ? last.substring(last.lastIndexOf('/') + 1) : "";
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
