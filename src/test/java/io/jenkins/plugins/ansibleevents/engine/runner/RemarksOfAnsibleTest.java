package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The warnings of each ansible-core, and its errors about unusable files. */
class RemarksOfAnsibleTest {

    private static final String WARNS = """
            - hosts: all:nobody
              gather_facts: false
              vars:
                when: a reserved name
              tasks:
                - warner:
            """;

    /** Warnings of modules are shown by the stdout callback, within the text of an event. */
    private static final String MODULE = """
            #!/bin/sh
            echo '{"warnings": ["mind the gap"], "deprecations": [{"msg": "gaps", "version": "9.9"}]}'
            """;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> everyWarningIsTold() {
        return onEach("warns", ansible -> {
            write("library/warner.sh", MODULE);
            write("site.yml", WARNS);

            RecordedRun run = run(ansible);

            assertThat(run.remarks)
                    .as(run.output())
                    .extracting(remark -> oneLine(remark.text()))
                    .anyMatch(text ->
                            text.startsWith("[WARNING]: Could not match supplied host pattern, ignoring: nobody"))
                    .anyMatch(text -> text.startsWith("[WARNING]: Found variable using reserved name"))
                    .anyMatch(text -> text.startsWith("[WARNING]: mind the gap"))
                    .anyMatch(text -> text.startsWith("[DEPRECATION WARNING]: gaps"));
            assertThat(run.remarks).noneMatch(remark -> remark.kind() == Remark.Kind.ERROR);
            assertThat(run.notices).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> aFileThatIsNoYamlIsNamedWithItsPlace() {
        return onEach("wrong", ansible -> {
            write("site.yml", "- hosts: all\n  tasks:\n    - debug:\n        msg: \"{{ q }}\" and more\n");

            RecordedRun run = run(ansible);

            assertThat(run.notices)
                    .singleElement()
                    .asString()
                    .startsWith("a file cannot be used: YAML parsing failed: ")
                    .containsPattern("/site\\.yml:4:\\d+\\)$");
        });
    }

    @TestFactory
    Stream<DynamicTest> soIsOneThatIsIncludedWhileItPlays() {
        return onEach("included", ansible -> {
            write("site.yml", "- hosts: all\n  gather_facts: false\n  tasks:\n    - include_tasks: more.yml\n");
            write("more.yml", "- debug:\n- x: [\n");

            RecordedRun run = run(ansible);

            assertThat(run.notices).singleElement().asString().containsPattern("/more\\.yml:3:1\\)$");
        });
    }

    private interface Check {
        void with(AnsibleInstallation ansible) throws Exception;
    }

    private Stream<DynamicTest> onEach(String name, Check check) {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        return all.stream()
                .map(ansible -> dynamicTest(name + ", ansible-core " + ansible.name(), () -> check.with(ansible)));
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private RecordedRun run(AnsibleInstallation ansible) throws InterruptedException {
        var request = PlaybookRequest.builder()
                .directory(directory.toString())
                .installation(ansible.bin().toString())
                .inventory(Inventory.text("web1 ansible_connection=local\n"))
                .environment("ANSIBLE_DEPRECATION_WARNINGS", "True")
                .playbook("site.yml");
        var run = new RecordedRun();
        Runner.local().start(request.build(), RunOptions.defaults(), run).await();
        return run;
    }

    /** Until 2.18 Ansible breaks its lines. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
