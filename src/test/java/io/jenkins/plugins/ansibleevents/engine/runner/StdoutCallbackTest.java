package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** With every stdout callback, whatever it shows, calls or refuses, the events are those of Ansible's own. */
class StdoutCallbackTest {

    private static final String DEFAULT = "ansible.builtin.default";

    private static final List<String> CALLBACKS = List.of(
            "answers_by_getattribute",
            "calls_itself",
            "disables_itself",
            "shows_nothing",
            "ansible.builtin.minimal",
            "ansible.builtin.oneline");

    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: false
              tasks:
                - debug: {msg: "{{ item }}"}
                  loop: [1, 2]
                - command: "false"
                  loop: [1, 2]
                  ignore_errors: true
                - debug: {msg: never}
                  when: false
                - command: "false"
                  register: tried
                  until: tried.rc == 0
                  retries: 1
                  delay: 0
                  ignore_errors: true
                - command: "true"
                  notify: handle
              handlers:
                - name: handle
                  debug: {msg: handled}
            """;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> eventsAreTheSameWithAnyStdoutCallback() {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        return all.stream().map(ansible -> dynamicTest("ansible-core " + ansible.name(), () -> compare(ansible)));
    }

    private void compare(AnsibleInstallation ansible) throws Exception {
        List<String> expected = events(play(ansible, DEFAULT));
        assertThat(expected).contains("runner_on_ok debug web1", "runner_item_on_failed command web1");
        for (String callback : CALLBACKS) {
            RecordedRun run = play(ansible, callback);
            assertThat(events(run)).as(callback).isEqualTo(expected);
            assertThat(run.notices).as(callback).isEmpty();
            assertThat(run.output()).as(callback).doesNotContain("shown though disabled", "Failure using method");
        }
    }

    private RecordedRun play(AnsibleInstallation ansible, String callback) throws IOException, InterruptedException {
        Path project = Files.createDirectories(directory.resolve(ansible.name()).resolve(callback));
        Files.writeString(project.resolve("hosts"), "web1 ansible_connection=local\n");
        Files.writeString(project.resolve("site.yml"), PLAYBOOK);
        CallbackPlugin plugin = CallbackPlugin.install(
                ParityRun.HOST,
                Files.createDirectory(project.resolve("private")).toString());
        var environment = new HashMap<>(ansible.environment());
        environment.put("ANSIBLE_STDOUT_CALLBACK", callback);
        environment.put(
                "ANSIBLE_CALLBACK_PLUGINS",
                Path.of("src/test/resources/callbacks").toAbsolutePath().toString());
        environment.put("ANSIBLE_DEPRECATION_WARNINGS", "False");
        environment.putAll(
                plugin.environment(ParityRun.HOST, environment, project.toString(), CaptureOptions.defaults()));
        var command = List.of(ansible.bin().resolve("ansible-playbook").toString(), "-i", "hosts", "site.yml");
        Process process = ParityRun.start(command, project, environment);
        var run = new RecordedRun();
        ParityRun.assemble(process, plugin, CaptureOptions.defaults(), run);
        assertThat(ParityRun.exit(process)).as(run.output()).isZero();
        return run;
    }

    /** Type, task and host of what happened; display text outside of events differs from callback to callback. */
    private static List<String> events(RecordedRun run) throws EventFormatException {
        var events = new ArrayList<String>();
        for (EventLine event : run.events) {
            String type = event.head().event();
            if (type.startsWith("playbook_") || type.startsWith("runner_")) {
                JsonNode data = event.tree().path("event_data");
                events.add((type + " " + data.path("task").asText() + " "
                                + data.path("host").asText())
                        .strip());
            }
        }
        return events;
    }
}
