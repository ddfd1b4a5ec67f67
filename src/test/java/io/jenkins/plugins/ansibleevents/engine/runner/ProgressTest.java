package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The progress of a run as the callback reports it, within every Ansible at hand. */
class ProgressTest {

    private static final String SITE = """
            - hosts: all
              roles: [base]
              pre_tasks: [{debug: {msg: before}}]
              tasks:
                - meta: flush_handlers
                - block: [{debug: {msg: well}}]
                  rescue: [{debug: {msg: never}}]
                - include_tasks: more.yml
                - {debug: {msg: left out}, tags: [never]}
                - {debug: {msg: last}, changed_when: true, notify: told}
              handlers:
                - {name: told, debug: {msg: handler}}
                - {name: untold, debug: {msg: handler}}
            - import_playbook: other.yml
            """;

    private static final String OTHER = """
            - {hosts: all, gather_facts: false, serial: 1, tasks: [{debug: }, {debug: }]}
            - {hosts: all, gather_facts: false, strategy: free, tasks: [{include_tasks: more.yml}, {debug: }]}
            - {hosts: nowhere, tasks: [{debug: }]}
            """;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> tellsThePlaceOfEveryTask() {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        return all.stream().map(ansible -> DynamicTest.dynamicTest(ansible.name(), () -> tellsPlaces(ansible)));
    }

    private void tellsPlaces(AnsibleInstallation ansible) throws IOException, InterruptedException {
        RecordedRun run = play(ansible);

        assertThat(run.notices).isEmpty();
        assertThat(run.progress).extracting(Progress::plays).containsOnly(4);
        List<String> places = places(run);
        // Fact gathering, before, role, meta, well (never the rescue), include, its two, last; the notified handler.
        assertThat(places).startsWith("1/8", "2/8", "3/8", "4/8", "5/8", "7/8", "8/10", "9/10", "10/10", "11/11");
        // Two batches, one after the other; then each host by itself.
        assertThat(places.subList(10, 15)).containsExactly("1/2", "2/2", "1/2", "2/2", "1/2");
        assertThat(places.subList(15, places.size()))
                .contains("2/3", "3/4", "4/4")
                .doesNotContain("3/3", "5/5");
    }

    /** The places as a reader sees them: some tasks are started once for each host. */
    private static List<String> places(RecordedRun run) {
        var places = new ArrayList<String>();
        for (Progress progress : run.progress.subList(1, run.progress.size())) {
            String place = progress.task() + "/" + progress.tasks();
            if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
                places.add(place);
            }
        }
        return places;
    }

    @TestFactory
    Stream<DynamicTest> whatAnsibleDoesNotTellIsUnknown() {
        return Stream.of("{}", "{\"task\":3}", "{\"task\":14,\"tasks\":12}", "{\"task\":-1,\"tasks\":2}")
                .map(json -> DynamicTest.dynamicTest(json, () -> assertThat(Progress.fromJson(json.getBytes()))
                        .isEqualTo(new Progress(0, 0, 0))));
    }

    private RecordedRun play(AnsibleInstallation ansible) throws IOException, InterruptedException {
        Path project = Files.createDirectory(directory.resolve(ansible.name()));
        Files.writeString(project.resolve("site.yml"), SITE);
        Files.writeString(project.resolve("other.yml"), OTHER);
        Files.writeString(project.resolve("more.yml"), "- debug:\n- debug:\n");
        Files.createDirectories(project.resolve("roles/base/tasks"));
        Files.writeString(project.resolve("roles/base/tasks/main.yml"), "- debug: {msg: role}\n");
        Files.writeString(project.resolve("hosts"), hosts());
        CallbackPlugin callback = CallbackPlugin.install(
                ParityRun.HOST,
                Files.createDirectory(project.resolve("private")).toString());
        var environment = new HashMap<>(ansible.environment());
        environment.putAll(
                callback.environment(ParityRun.HOST, environment, project.toString(), CaptureOptions.defaults()));
        var command = List.of(ansible.bin().resolve("ansible-playbook").toString(), "-i", "hosts", "site.yml");
        var run = new RecordedRun();
        Process process = ParityRun.start(command, project, environment);
        ParityRun.assemble(process, callback, CaptureOptions.defaults(), run);
        assertThat(ParityRun.exit(process)).as(run.output()).isZero();
        return run;
    }

    private static String hosts() {
        return IntStream.rangeClosed(1, 2)
                .mapToObj(i -> "web" + i
                        + " ansible_connection=local ansible_python_interpreter={{ansible_playbook_python}}\n")
                .reduce("", String::concat);
    }
}
