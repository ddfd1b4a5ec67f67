package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.JenkinsProcess;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.emitter.HttpEmitterConfig;
import io.jenkins.plugins.ansibleevents.emitter.Receiver;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import jenkins.model.StandardArtifactManager;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Five Pipelines on one agent, each at another moment of its run when the controller or the agent goes away. One emitter has a
 * receiver that takes everything, the other one has a receiver that is away until the end.
 */
class RunsGoOnTest {

    private static final Duration LONG = Duration.ofMinutes(4);

    private static final String SECRET = "s3cret-" + UUID.randomUUID();

    /** Jenkins itself waits five minutes for an agent after a restart, but only 15 seconds in a test. */
    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.quick()
            .javaOptions("-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=300000");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @RegisterExtension
    private final Receiver up = new Receiver();

    @RegisterExtension
    private final Receiver down = new Receiver();

    @TempDir
    private Path directory;

    private final InboundAgentExtension.Options agent =
            InboundAgentExtension.Options.newBuilder().name("a1").build();

    private Steering steering;
    private Path agentRoot;

    /** What goes away. */
    enum Disruption {
        RESTARTED_CONTROLLER,
        KILLED_CONTROLLER,
        DISCONNECTED_AGENT,
        KILLED_AGENT
    }

    /** Where a run is at that time. */
    enum Moment {
        BEFORE_ANSIBLE_STARTS("start"),
        BETWEEN_TWO_EVENTS("between"),
        IN_A_TASK("middle"),
        ENDS_UNNOTICED("middle"),
        IN_THE_ARCHIVE("archive");

        private final String gate;

        Moment(String gate) {
            this.gate = gate;
        }
    }

    /** What is left of a run for its readers. */
    private record Remains(String result, String log, String status, String stdout, String events)
            implements Serializable {}

    @ParameterizedTest
    @EnumSource
    void everythingIsThereOnceAndNothingIsLeft(Disruption disruption) throws Throwable {
        steering = Steering.in(directory);
        down.answer(503);
        jenkins.startJenkins();
        agents.createAgent(jenkins, agent);
        agentRoot = Path.of(
                jenkins.runRemotely(RunsGoOnTest::prepare, new ArrayList<>(List.of(up.url(), down.url(), SECRET))));
        for (Moment moment : Moment.values()) {
            steering.openAllBut(moment.name(), moment.gate);
            jenkins.runRemotely(RunsGoOnTest::start, steering, moment.name());
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(Moment.values())
                .allMatch(moment -> steering.isReached(moment.name(), moment.gate)));

        goAway(disruption);
        steering.open(Moment.ENDS_UNNOTICED.name(), Moment.ENDS_UNNOTICED.gate);
        await().atMost(LONG).until(this::ansibleHasEndedUnnoticed);
        comeBack(disruption);
        for (Moment moment : Moment.values()) {
            steering.open(moment.name(), moment.gate);
        }

        for (Moment moment : Moment.values()) {
            assertWhole(moment, jenkins.runRemotely(RunsGoOnTest::remains, moment.name()));
        }
        down.answer(200);
        assertDelivered(up);
        assertDelivered(down);
        await().atMost(LONG).untilAsserted(this::assertNothingIsLeft);
        jenkins.runRemotely(RunsGoOnTest::nothingIsLeftOnTheController, SECRET);
    }

    private static String prepare(JenkinsRule rule, ArrayList<String> urlsAndSecret) throws Throwable {
        var configuration = AnsibleEventsConfiguration.get();
        configuration.setAllowedHosts("127.0.0.1");
        configuration.setEmitters(List.of(
                new HttpEmitterConfig("up", urlsAndSecret.get(0)),
                new HttpEmitterConfig("down", urlsAndSecret.get(1))));
        configuration.save();
        CredentialsProvider.lookupStores(rule.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "token", "", Secret.fromString(urlsAndSecret.get(2))));
        var node = (Slave) rule.jenkins.getNode("a1");
        node.setNumExecutors(Moment.values().length);
        node.save();
        rule.jenkins.setNodes(rule.jenkins.getNodes()); // makes the executors
        return node.getRemoteFS();
    }

    private static void start(JenkinsRule rule, Steering steering, String run) throws Throwable {
        if (Moment.valueOf(run) == Moment.IN_THE_ARCHIVE) {
            ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new SlowFactory(steering, run));
        }
        WorkflowJob job = rule.createProject(WorkflowJob.class, run);
        job.setDefinition(new CpsFlowDefinition(steering.pipeline(run), true));
        job.scheduleBuild2(0).waitForStart();
    }

    private void goAway(Disruption disruption) throws Throwable {
        switch (disruption) {
            case RESTARTED_CONTROLLER -> jenkins.stopJenkins();
            case KILLED_CONTROLLER -> jenkins.stopJenkinsForcibly();
            case DISCONNECTED_AGENT -> jenkins.runRemotely(RunsGoOnTest::disconnect);
            case KILLED_AGENT -> agents.stop(jenkins, "a1");
            default -> throw new AssertionError(disruption);
        }
    }

    private static void disconnect(JenkinsRule rule) throws Throwable {
        var computer = rule.jenkins.getComputer("a1");
        computer.setTemporaryOfflineCause(new OfflineCause.ByCLI("stays away"));
        computer.disconnect(new OfflineCause.ByCLI("the cable")).get();
    }

    private void comeBack(Disruption disruption) throws Throwable {
        switch (disruption) {
            case RESTARTED_CONTROLLER, KILLED_CONTROLLER -> jenkins.startJenkins();
            case DISCONNECTED_AGENT -> jenkins.runRemotely(RunsGoOnTest::reconnect);
            case KILLED_AGENT -> agents.start(jenkins, agent);
            default -> throw new AssertionError(disruption);
        }
    }

    /** The agent comes back by itself. */
    private static void reconnect(JenkinsRule rule) throws Throwable {
        rule.jenkins.getComputer("a1").setTemporaryOfflineCause(null);
        rule.waitOnline((Slave) rule.jenkins.getNode("a1"));
    }

    /** By the state that the launch script notes. */
    private boolean ansibleHasEndedUnnoticed() throws IOException {
        try (Stream<Path> files = Files.walk(agentRoot.resolve("workspace/" + Moment.ENDS_UNNOTICED + "@tmp"))) {
            return files.filter(file -> file.endsWith("state")).allMatch(RunsGoOnTest::saysTheEnd)
                    && steering.isReached(Moment.ENDS_UNNOTICED.name(), "middle");
        } catch (UncheckedIOException e) {
            return false; // a file went away meanwhile
        }
    }

    private static boolean saysTheEnd(Path state) {
        return text(state).startsWith("x ");
    }

    private static Remains remains(JenkinsRule rule, String job) throws Throwable {
        WorkflowRun build =
                rule.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
        rule.waitForCompletion(build);
        return new Remains(
                String.valueOf(build.getResult()),
                JenkinsRule.getLog(build),
                artifact(build, "status"),
                artifact(build, "stdout"),
                artifact(build, "events.jsonl"));
    }

    private static String artifact(Run<?, ?> build, String name) throws IOException {
        var root = build.getArtifactManager().root().child("ansible");
        var file = root.list().length == 0 ? root : root.list()[0].child(name);
        if (!file.isFile()) {
            return "(no artifact " + name + ")";
        }
        try (var in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static void assertWhole(Moment moment, Remains run) throws IOException {
        assertThat(run.result())
                .as("result of %s, whose log is%n%s", moment, run.log())
                .isEqualTo("SUCCESS");
        assertThat(run.status()).as("status of %s", moment).isEqualTo("successful");
        List<JsonNode> events = events(run.events().lines().toList());
        assertThat(events.stream().map(event -> event.path("counter").asInt()))
                .as("counters of %s", moment)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(uuids(events)).as("uuids of %s", moment).doesNotHaveDuplicates();
        for (String heading : List.of(
                "PLAY [all]", "TASK [before]", "TASK [between]", "TASK [middle]", "TASK [after]", "PLAY RECAP")) {
            assertThat(run.stdout()).as("text of %s", moment).containsOnlyOnce(heading);
            assertThat(run.log()).as("log of %s", moment).containsOnlyOnce(heading);
        }
        assertThat(run.log())
                .as("log of %s", moment)
                .containsOnlyOnce("the step says successful after " + events.size() + " events")
                .doesNotContain("\tat ");
        assertThat(run.log()).as("log of %s", moment).containsOnlyOnce(" \u00b7 " + events.size() + " events, ");
        assertThat(run.log() + run.events() + run.stdout())
                .as("texts of %s", moment)
                .doesNotContain(SECRET);
    }

    private void assertDelivered(Receiver receiver) throws Throwable {
        for (Moment moment : Moment.values()) {
            List<JsonNode> recorded = events(jenkins.runRemotely(RunsGoOnTest::remains, moment.name())
                    .events()
                    .lines()
                    .toList());
            String ident = recorded.get(0).path("runner_ident").asText();
            await().atMost(LONG).untilAsserted(() -> {
                List<JsonNode> received = events(receiver.bodies());
                assertThat(uuids(received)).as("received of %s", moment).containsAll(uuids(recorded));
                assertThat(received)
                        .as("statuses of %s", moment)
                        .anyMatch(message -> message.toString().contains("\"successful\"")
                                && message.toString().contains(ident));
            });
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(processes()).as("processes of runs").isEmpty();
        try (Stream<Path> files = Files.walk(agentRoot)) {
            assertThat(files.filter(path -> path.toString().contains("ansible-events-")
                            || text(path).contains(SECRET)))
                    .as("what is left on the agent")
                    .isEmpty();
        }
    }

    private static void nothingIsLeftOnTheController(JenkinsRule rule, String secret) throws Throwable {
        assertThat(StateDirectory.recordings()).isEmptyDirectory();
        try (Stream<Path> files = Files.walk(rule.jenkins.getRootDir().toPath().resolve("jobs"))) {
            assertThat(files.filter(path -> text(path).contains(secret))).isEmpty();
        }
    }

    /** All processes that have been started by one of the Pipelines. */
    private List<String> processes() throws IOException {
        var found = new ArrayList<String>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process :
                    all.filter(path -> path.toFile().getName().matches("\\d+")).toList()) {
                if (text(process.resolve("environ")).contains("STEERING=" + directory)) {
                    found.add(text(process.resolve("cmdline")).replace('\0', ' '));
                }
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return ""; // of a process or a run that has just ended
        }
    }

    private static List<JsonNode> events(List<String> lines) throws IOException {
        var events = new ArrayList<JsonNode>();
        for (String line : lines) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private static List<String> uuids(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("uuid").asText())
                .filter(uuid -> !uuid.isEmpty())
                .toList();
    }

    /** Gives the build of one job an archive that stops after its first file. */
    public static final class SlowFactory extends ArtifactManagerFactory {

        private final transient Steering steering;
        private final transient String run;

        SlowFactory(Steering steering, String run) {
            this.steering = steering;
            this.run = run;
        }

        @Override
        public ArtifactManager managerFor(Run<?, ?> build) {
            return build.getParent().getName().equals(run) ? new Slow(build, steering, run) : null;
        }
    }

    /** An archive that stops after its first file. */
    public static final class Slow extends StandardArtifactManager {

        private final transient Steering steering;
        private final transient String run;

        Slow(Run<?, ?> build, Steering steering, String run) {
            super(build);
            this.steering = steering;
            this.run = run;
        }

        @Override
        public void archive(FilePath workspace, Launcher launcher, BuildListener log, Map<String, String> files)
                throws IOException, InterruptedException {
            var first = files.entrySet().iterator().next();
            super.archive(workspace, launcher, log, Map.of(first.getKey(), first.getValue()));
            steering.pass(run, "archive");
            super.archive(workspace, launcher, log, files);
        }
    }
}
