package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A run that did nothing although it had hosts is known as such, with each ansible-core. */
class NothingRanTest {

    private static final String TASKS = """
            - hosts: web1
              roles: [base]
              tasks:
                - {name: one, debug: , tags: [a]}
            - hosts: web1
              gather_facts: false
              tasks:
                - {name: two, debug: , tags: [b]}
                - {name: unwanted, debug: , tags: [never, c]}
            """;

    @TempDir
    Path directory;

    private interface Check {
        void with(Trial trial) throws Exception;
    }

    /** One ansible-core at work. */
    private record Trial(AnsibleInstallation ansible, Path directory, RecordedRun told) {

        RunResult run(String playbook, UnaryOperator<PlaybookRequestBuilder> change)
                throws IOException, InterruptedException {
            Files.createDirectories(directory.resolve("roles/base/tasks"));
            Files.writeString(directory.resolve("roles/base/tasks/main.yml"), "- {name: base, debug: , tags: [r]}\n");
            Files.writeString(directory.resolve("site.yml"), playbook);
            PlaybookRequestBuilder request = PlaybookRequest.builder()
                    .directory(directory.toString())
                    .installation(ansible.bin().toString())
                    .connectionType("local")
                    .environment("ANSIBLE_GATHER_SUBSET", "!all,!min")
                    .inventory(Inventory.hosts(List.of("web1")))
                    .playbook("site.yml");
            return Runner.local()
                    .start(change.apply(request).build(), RunOptions.defaults(), told)
                    .await();
        }

        void says(String sentence, UnaryOperator<PlaybookRequestBuilder> change) throws Exception {
            RunResult result = run(TASKS, change);
            assertThat(result.outcome())
                    .isEqualTo(new RunOutcome(
                            Kind.NOTHING_RAN,
                            "no task was run: the plays have hosts and tasks, and " + sentence
                                    + " left none; ansible-playbook --list-tasks shows the tasks with their tags"));
            assertThat(result.status()).isEqualTo(RunStatus.SUCCESSFUL);
            assertThat(result.rc()).isZero();
            assertThat(told.notices).contains(result.outcome().sentence());
        }

        void ran(String playbook, UnaryOperator<PlaybookRequestBuilder> change) throws Exception {
            assertThat(run(playbook, change).outcome().kind()).isEqualTo(Kind.SUCCESSFUL);
        }
    }

    private Stream<DynamicTest> onEach(Check check) {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        return all.stream()
                .map(ansible -> dynamicTest(
                        ansible.name(), () -> check.with(new Trial(ansible, directory, new RecordedRun()))));
    }

    @TestFactory
    Stream<DynamicTest> selectionThatLeavesNoTaskIsSaid() {
        return onEach(trial -> {
            trial.says("tags \"nosuch\"", request -> request.tag("nosuch"));
            trial.says("skipped tags \"all\"", request -> request.skipTag("all"));
            trial.says("start at task \"nosuchtask\"", request -> request.startAtTask("nosuchtask"));
            trial.says("tags \"a\", skipped tags \"a\" together", request -> request.tag("a")
                    .skipTag("a"));
            trial.says("the tags in force", request -> request.environment("ANSIBLE_RUN_TAGS", "nosuch"));
        });
    }

    @TestFactory
    Stream<DynamicTest> oneTaskIsEnough() {
        return onEach(trial -> {
            trial.ran(TASKS, request -> request.tag("b"));
            trial.ran(TASKS, request -> request.tag("r"));
            trial.ran(TASKS, request -> request.tag("c"));
            trial.ran(TASKS, request -> request.startAtTask("two"));
            trial.ran(TASKS, request -> request.startAtTask("base"));
        });
    }

    @TestFactory
    Stream<DynamicTest> playbookInWhichNobodyWroteATaskHasNothingToRun() {
        return onEach(trial -> {
            trial.ran("- {hosts: web1, gather_facts: false, tasks: []}\n", request -> request);
            trial.ran("- {hosts: web1, tasks: []}\n", request -> request.tag("nosuch"));
            trial.ran(
                    "- {hosts: web1, gather_facts: false, tasks: [{meta: end_play}, {debug: }]}\n", request -> request);
            trial.ran("- {hosts: web1, gather_facts: false, tasks: [{debug: , when: false}]}\n", request -> request);
        });
    }

    @TestFactory
    Stream<DynamicTest> optionThatOnlyListsHasAWordOfItsOwn() {
        return onEach(trial -> {
            for (String option : List.of("--syntax-check", "--list-ho", "--list-tasks")) {
                trial.told().notices.clear();
                trial.ran(TASKS, request -> request.extraArguments(option));
                assertThat(trial.told().notices)
                        .containsExactly("with " + option + " Ansible runs nothing, so this run has no events of hosts;"
                                + " the output has the answer");
            }
        });
    }
}
