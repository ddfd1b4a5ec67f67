package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the real ansible-runner and ours over the same projects, with every version of ansible-core at hand, and compares
 * event by event. {@code -Dparity.projects=linear,free} and {@code -Dparity.versions=2.18} pick some.
 */
class ParityTest {

    private static final Map<String, Integer> COMPARED = new TreeMap<>();

    @TempDir
    static Path directory;

    private static ExecutorService pool;
    private static int projects;

    @BeforeAll
    static void twoRunsAtATime() {
        pool = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void report() {
        pool.shutdownNow();
        COMPARED.forEach((version, events) -> System.out.println(
                "parity with ansible-runner, ansible-core " + version + ": " + events + " events compared"));
    }

    @TestFactory
    Stream<DynamicContainer> eventsEqualThoseOfAnsibleRunner() {
        List<AnsibleInstallation> installations = AnsibleInstallation.all().stream()
                .filter(installation -> picked("parity.versions", installation.name()))
                .toList();
        if (installations.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        return installations.stream().map(ParityTest::container).toList().stream();
    }

    private static DynamicContainer container(AnsibleInstallation ansible) {
        List<DynamicTest> tests = ParityProject.all().stream()
                .filter(project -> picked("parity.projects", project.name()))
                .map(project -> test(ansible, project))
                .toList();
        return dynamicContainer("ansible-core " + ansible.name(), tests);
    }

    private static DynamicTest test(AnsibleInstallation ansible, ParityProject project) {
        Path data = directory.resolve(ansible.name()).resolve(project.name());
        Future<Pair> runs = pool.submit(() -> Pair.of(ansible, project, data));
        return dynamicTest(project.name(), () -> compare(ansible, project, get(runs)));
    }

    private static void compare(AnsibleInstallation ansible, ParityProject project, Pair pair)
            throws EventFormatException {
        assertThat(pair.real.rc())
                .as("exit code of ansible-runner")
                .isEqualTo(project.run().path("rc").asInt(0));
        assertThat(pair.ours.rc()).as("our exit code").isEqualTo(pair.real.rc());
        assertThat(new ParityComparison(project).differences(pair.real.events(), pair.ours.events()))
                .as(() -> "differences of " + project.name() + " with ansible-core " + ansible.name())
                .isEmpty();
        assertThat(pair.ours.notices()).isEmpty();
        assertDisplayTextIsFoundByItsLines(pair.ours);
        assertRecapAgreesWithAnsible(pair.ours);
        project.run().path("absent").forEach(text -> assertThat(pair.ours.events())
                .noneMatch(event -> event.toString().contains(text.asText())));
        COMPARED.merge(ansible.name(), pair.ours.events().size(), Integer::sum);
        signOfLife(ansible, pair.ours.events().size());
    }

    /** This takes minutes, so it prints a line for every few projects. */
    private static void signOfLife(AnsibleInstallation ansible, int events) {
        if (++projects % 5 == 0) {
            System.out.println("parity with ansible-runner: " + projects
                    + " projects compared, the last with ansible-core " + ansible.name() + " (" + events + " events)");
        }
    }

    private static void assertRecapAgreesWithAnsible(ParityRun run) throws EventFormatException {
        var recap = new RecapBuilder();
        for (ObjectNode event : run.events()) {
            recap.add(EventLine.parse(event.toString().getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(recap.recap().warnings()).isEmpty();
    }

    /** start_line and end_line of every event lead to its text in the display text of the run. */
    private static void assertDisplayTextIsFoundByItsLines(ParityRun run) {
        String[] lines = run.text().split("\n", -1);
        long counter = 0;
        for (ObjectNode event : run.events()) {
            assertThat(event.path("counter").asLong()).isEqualTo(++counter);
            String text = event.path("stdout").asText().replace("\r\n", "\n");
            int start = event.path("start_line").asInt();
            int end = Math.max(event.path("end_line").asInt(), start + 1);
            String shown =
                    Arrays.stream(lines, start, Math.min(end, lines.length)).collect(Collectors.joining("\n"));
            assertThat(shown).as(event.toString()).contains(text);
        }
    }

    private static Pair get(Future<Pair> runs) throws Exception {
        try {
            return runs.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static boolean picked(String property, String name) {
        String picked = System.getProperty(property, "");
        return picked.isEmpty() || Arrays.stream(picked.split(",")).anyMatch(name::startsWith);
    }

    private record Pair(ParityRun real, ParityRun ours) {

        static Pair of(AnsibleInstallation ansible, ParityProject project, Path data)
                throws IOException, InterruptedException {
            Path real = Files.createDirectories(data.resolve("real"));
            Path ours = Files.createDirectories(data.resolve("ours"));
            return new Pair(ParityRun.real(ansible, project, real), ParityRun.ours(ansible, project, real, ours));
        }
    }
}
