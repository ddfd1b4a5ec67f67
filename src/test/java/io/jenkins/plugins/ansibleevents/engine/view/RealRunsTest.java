package io.jenkins.plugins.ansibleevents.engine.view;

import static io.jenkins.plugins.ansibleevents.engine.view.ViewedRun.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRecorder;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleHere;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the real Ansible: batches, the free strategy, loops over includes, handlers, every state of a host. */
class RealRunsTest {

    private static final List<String> PROJECTS = List.of(
            "linear",
            "serial",
            "strategy-free",
            "includes",
            "roles-handlers",
            "blocks",
            "failures",
            "unreachable",
            "loops",
            "no-hosts",
            "syntax-error");

    @TempDir
    Path directory;

    @BeforeAll
    static void needsAnsible() {
        AnsibleHere.need("ansible-playbook");
    }

    /** A run, the recap that its recorder has kept, and how often each result was told. */
    private record Played(RunDirectory run, Recap recap, long results) {}

    @TestFactory
    Stream<DynamicTest> numbersAreAnsiblesOwnAndEveryResultCountsOnce() {
        return PROJECTS.stream()
                .map(name -> dynamicTest(name, () -> {
                    Played played = play(name);
                    try (RunView view = RunView.open(RunFiles.of(played.run()))) {
                        assertThat(view.recap().hosts())
                                .isEqualTo(played.recap().hosts());
                        assertThat(view.recap().complete())
                                .isEqualTo(played.recap().complete());
                        assertThat(sum(document(view, "summary").path("results")))
                                .isEqualTo(played.results());
                        assertThat(sumOfTasks(document(view, "tasks"))).isEqualTo(played.results());
                        for (JsonNode host : document(view, "hosts").path("hosts")) {
                            assertThat(host.path("state").asText()).isEqualTo(state(played.recap(), host));
                        }
                    }
                    indexThatIsMadeAgainIsTheSame(played.run());
                }));
    }

    private static void indexThatIsMadeAgainIsTheSame(RunDirectory run) throws IOException {
        byte[] index = Files.exists(run.index()) ? Files.readAllBytes(run.index()) : new byte[0];
        Files.deleteIfExists(run.index());
        try (RunView view = RunView.open(RunFiles.of(run));
                var out = Files.newOutputStream(run.index())) {
            view.writeIndex(out);
        }
        assertThat(run.index()).hasBinaryContent(index);
    }

    @Test
    void roundsOfALoopOverAnIncludeAreTasksAndBatchesAreNot() throws Exception {
        try (RunView view = RunView.open(RunFiles.of(play("includes").run()))) {
            assertThat(view.tasks())
                    .filteredOn(task -> task.name().equals("Say the word"))
                    .hasSizeGreaterThan(2);
        }
        try (RunView view = RunView.open(RunFiles.of(play("serial").run()))) {
            assertThat(view.tasks()).extracting(TaskView::name).containsExactly("Change", "Look", "Restart");
            assertThat(view.tasks().get(2).source().handler()).isTrue();
        }
    }

    private static long sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    private static long sumOfTasks(JsonNode tasks) {
        return StreamSupport.stream(tasks.path("tasks").spliterator(), false)
                .mapToLong(task -> sum(task.path("counts")))
                .sum();
    }

    private static String state(Recap recap, JsonNode shown) {
        Recap.Host host = recap.hosts().stream()
                .filter(one -> one.name().equals(shown.path("name").asText()))
                .findFirst()
                .orElseThrow();
        if (host.failed() > 0) {
            return "failed";
        }
        return host.unreachable() > 0 ? "unreachable" : host.changed() > 0 ? "changed" : "ok";
    }

    private Played play(String project) throws IOException, InterruptedException {
        Path source = Path.of("src/test/projects", project);
        Path copy = directory.resolve(project);
        if (Files.exists(copy)) {
            copy = directory.resolve(project + "-2");
        }
        copy(source, copy);
        RunDirectory run = RunDirectory.in(copy, "run");
        run.create();
        var request = PlaybookRequest.builder()
                .directory(copy.toString())
                .inventory(Inventory.text(hosts(source)))
                .playbook("site.yml");
        var results = new long[1];
        try (RunRecorder recorder = RunRecorder.open(run, (directory, manifest, files) -> {}, System.err::println)) {
            var result = Runner.local()
                    .start(request.build(), RunOptions.defaults(), recorder, new RunListener() {
                        @Override
                        public void event(EventLine event) {
                            results[0] += EventType.isResult(event.head().event()) ? 1 : 0;
                        }
                    })
                    .await();
            recorder.finish(result);
            return new Played(run, recorder.recap(), results[0]);
        }
    }

    private static String hosts(Path source) throws IOException {
        Path hosts = source.resolve("hosts");
        Stream<String> lines = Files.exists(hosts) ? Files.readAllLines(hosts).stream() : Stream.of("web1");
        return lines.map(line -> line.isBlank() || line.startsWith("[") || line.contains("ansible_connection")
                        ? line
                        : line + " ansible_connection=local")
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Path copy = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else if (!file.getFileName().toString().equals("run.json")) {
                        Files.copy(file, copy);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
