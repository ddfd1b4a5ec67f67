package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our {@code job_events/} read by ansible-runner's own Python API, as the example in docs/ansible-runner.md does it. */
class JobEventsTest {

    @TempDir
    Path directory;

    @Test
    void ansibleRunnerReadsEventsStatisticsAndHosts() throws Exception {
        Optional<Path> python = pythonOfAnsibleRunner();
        if (python.isEmpty() && System.getenv("CI") != null) {
            throw new IllegalStateException("no environment with ansible-runner; bin/test makes them");
        }
        assumeTrue(python.isPresent(), "no environment with ansible-runner");
        RunDirectory run = RunDirectory.in(directory.resolve("artifacts"), "run");
        run.create();
        JobEvents jobEvents = JobEvents.open(run, sentence -> {});
        List<EventLine> events = new Events()
                .play("web")
                .task("Copy")
                .ok("a", true)
                .failed("b", "no space")
                .stats("b", 1)
                .lines();

        events.forEach(jobEvents::event);

        Process process = new ProcessBuilder(
                        python.get().toString(), "examples/python/artifacts.py", directory.toString(), "run")
                .redirectErrorStream(true)
                .start();
        String read = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(read).isZero();
        assertThat(read.lines()).containsExactly("5 events", "failures: {'b': 1}", "b runner_on_failed");
    }

    private static Optional<Path> pythonOfAnsibleRunner() throws IOException {
        Path root = Optional.ofNullable(System.getenv("ANSIBLE_EVENTS_VENVS"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache/ansible-events/venvs"));
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> environments = Files.list(root)) {
            return environments
                    .map(environment -> environment.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("ansible-runner")))
                    .map(bin -> bin.resolve("python"))
                    .sorted()
                    .findFirst();
        }
    }
}
