package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.cli.AnsibleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the real ansible-runner and ours in podman, in docker and in bwrap, and compares event by event. */
class IsolatedParityTest {

    /** Both have files of their own there; the numbers are random. */
    private static final Pattern OWN = Pattern.compile("ansible-events-\\d+|ansible_events_hosts");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"podman, failures", "podman, ad-hoc", "docker, failures", "docker, ad-hoc"})
    void eventsInAContainerEqualThoseOfAnsibleRunner(String program, String name) throws Exception {
        EngineHere engine = EngineHere.need(program);

        compare(
                name,
                engine.environment(),
                List.of(
                        "--process-isolation",
                        "--process-isolation-executable",
                        program,
                        "--container-image",
                        engine.image()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "failures"})
    void eventsInASandboxEqualThoseOfAnsibleRunner(String name) throws Exception {
        AnsibleHere.need("bwrap");
        assumeTrue(
                new ProcessBuilder("bwrap", "--ro-bind", "/", "/", "--unshare-pid", "true")
                                .start()
                                .waitFor()
                        == 0,
                "bwrap may not make namespaces here");
        Path venv = ansible().bin().getParent();

        compare(
                name,
                Map.of(),
                List.of(
                        "--process-isolation",
                        "--process-isolation-executable",
                        "bwrap",
                        "--process-isolation-ro-paths",
                        venv.toString()));
    }

    private static AnsibleInstallation ansible() {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("there is no ansible-runner; bin/test installs it");
        }
        return all.get(0);
    }

    private void compare(String name, Map<String, String> environment, List<String> isolation) throws Exception {
        ParityProject project = ParityProject.all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();

        ParityRun real = run(
                project,
                "real",
                List.of(ansible().bin().resolve("ansible-runner").toString()),
                environment,
                isolation);
        ParityRun ours = run(project, "ours", ours(), environment, isolation);

        assertThat(real.rc())
                .as(said("real"))
                .isEqualTo(project.run().path("rc").asInt(0));
        assertThat(ours.rc()).as(said("ours")).isEqualTo(real.rc());
        assertThat(real.events()).hasSizeGreaterThan(3);
        assertThat(new ParityComparison(project).differences(real.events(), ours.events()))
                .isEmpty();
    }

    private static List<String> ours() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AnsibleEvents.class.getName());
    }

    private ParityRun run(
            ParityProject project,
            String who,
            List<String> program,
            Map<String, String> environment,
            List<String> isolation)
            throws IOException, InterruptedException {
        Path data = Files.createDirectories(directory.resolve(who));
        project.copyTo(data);
        var command = new ArrayList<>(program);
        command.addAll(List.of("run", data.toString()));
        command.addAll(project.whatToRun());
        command.addAll(List.of("--ident", ParityRun.IDENT));
        command.addAll(isolation);
        if (who.equals("ours")) {
            command.add("--job-events");
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(who).toFile());
        builder.environment().putAll(ansible().environment());
        builder.environment().putAll(environment);
        int rc = builder.start().waitFor();
        assertThat(data.resolve("artifacts/parity/job_events")).as(said(who)).isDirectory();
        return new ParityRun(rc, events(data), "", List.of());
    }

    private Path log(String who) {
        return directory.resolve(who + ".log");
    }

    private String said(String who) throws IOException {
        return Files.readString(log(who));
    }

    private static List<ObjectNode> events(Path data) throws IOException {
        var events = new ArrayList<ObjectNode>();
        for (ObjectNode event : ParityRun.jobEvents(data)) {
            events.add((ObjectNode)
                    ParityProject.JSON.readTree(OWN.matcher(event.toString()).replaceAll("own")));
        }
        return events;
    }
}
