package io.jenkins.plugins.ansibleevents.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import io.jenkins.plugins.ansibleevents.engine.playbook.RolePlay;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTitleTest {

    private final RunModel model = new RunModel(new Landmarks());

    private String titleOf(String action, String role) {
        model.task(model.tasks().size(), new IndexedTask("a task", "a task", 0, "", action, role, false, 0, -1));
        return RunTitle.of(model, List.of());
    }

    @Test
    void playbooksAreNamed() {
        model.playbook("site.yml");
        model.playbook("role-web.yml");

        assertThat(titleOf("debug", "web")).isEqualTo("site.yml, role-web.yml");
    }

    @Test
    void playbookOfARoleIsTheRole() {
        var play = RolePlay.of("acme.web.nginx", JsonNodeFactory.instance.objectNode(), "all", true);
        model.playbook(play.fileName());

        assertThat(RunTitle.of(model, List.of())).isEqualTo("Ansible run");
        titleOf("gather_facts", "");
        assertThat(titleOf("debug", "acme.web.nginx")).isEqualTo("role acme.web.nginx");
    }

    @Test
    void playbookOfThatNameThatSomebodyHasWrittenIsItself() {
        model.playbook("role-web.yml");

        assertThat(titleOf("debug", "web")).isEqualTo("role-web.yml");
    }

    @Test
    void adHocRunIsItsModule() {
        model.playbook("__adhoc_playbook__");

        assertThat(RunTitle.of(model, List.of())).isEqualTo("Ansible run");
        assertThat(titleOf("ansible.builtin.ping", "")).isEqualTo("module ansible.builtin.ping");
    }

    @Test
    void playbookThatCannotBeReadIsNamedByTheCommand() {
        assertThat(RunTitle.of(model, List.of("ansible-playbook", "-i", "hosts.yml", "plays/broken.yml")))
                .isEqualTo("broken.yml");
        assertThat(RunTitle.of(model, List.of("ansible", "-m", "ping", "all"))).isEqualTo("Ansible run");
    }
}
