package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import io.jenkins.plugins.ansibleevents.build.RunSummary;
import io.jenkins.plugins.ansibleevents.webhook.WebhookService;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The tour of bin/jenkins: each job ends as its description says, and what that tells the reader to look at is there. */
@WithJenkins
class TourTest {

    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
    private static final Path TOUR = EXAMPLES.resolve("jenkins");
    private static final Pattern ITEM =
            Pattern.compile("<artifactId>([^<]+)</artifactId><version>([^<]+)</version><type>hpi</type>");

    private JenkinsRule jenkins;

    @BeforeEach
    void settings(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "ANSIBLE_EVENTS_DEMO", EXAMPLES.resolve("demo").toString())));
        ConfigurationAsCode.get().configure(TOUR.resolve("jenkins.yaml").toString());
    }

    @Test
    void greenCountsARescuedTask() throws Exception {
        Run<?, ?> build = built("1-green", WorkflowJob.class, Result.SUCCESS);

        assertThat(run(build).getHosts()).isEqualTo(3);
        String failures = build.getUrl() + "ansible-events/api/" + run(build).getIdent() + "/failures";
        assertThat(jenkins.createWebClient()
                        .goTo(failures, "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("health check: 503 Service Unavailable");
    }

    @Test
    void unstablePrintsWhatTheStepReturned() throws Exception {
        Run<?, ?> build = built("2-unstable", WorkflowJob.class, Result.UNSTABLE);

        jenkins.assertLogContains("tasks failed on db2 (1 of 5): \"Wait for replication\" on db2: ", build);
        jenkins.assertLogContains("failed: [db2]", build);
    }

    @Test
    void redNamesTheHostsAndKeepsAReport() throws Exception {
        Run<?, ?> build = built("3-red", FreeStyleProject.class, Result.FAILURE);

        jenkins.assertLogContains("[ansible] unreachable: archive1 (1 of 6): \"Answer\" on archive1: ", build);
        jenkins.assertLogContains("; tasks failed on db2 (1 of 6): \"Wait for replication\" on db2: ", build);
        assertThat(build.getArtifacts())
                .anyMatch(artifact -> artifact.getFileName().equals("report.html"));
    }

    @Test
    void messageOfTheScriptStartsABuildOnItsHost() throws Exception {
        WorkflowJob job = job("4-webhook", WorkflowJob.class);
        // A busy machine opens an endpoint later than it is configured, and answers 503 until then.
        Awaitility.await().until(() -> WebhookService.get().isRunning("tour"));

        String answer = send("web2", "2.6.0");

        assertThat(answer).startsWith("202 ");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> job.getLastBuild() != null);
        Run<?, ?> build = jenkins.waitForCompletion(job.getLastBuild());
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("Started by webhook message", build);
        jenkins.assertLogContains("--limit web2", build);
        assertThat(run(build).getHosts()).isOne();
    }

    @Test
    void everyJobIsInThisTestAndSaysWhatToLookAt() throws IOException {
        try (Stream<Path> jobs = Files.list(TOUR.resolve("jobs"))) {
            assertThat(jobs.sorted())
                    .extracting(job -> job.getFileName().toString())
                    .containsExactly("1-green", "2-unstable", "3-red", "4-webhook");
        }
        for (String name : List.of("1-green", "2-unstable", "3-red", "4-webhook")) {
            assertThat(job(name, Job.class).getDescription()).contains("look at");
        }
    }

    /** What is tried by hand is what is tested. */
    @Test
    void pluginsAreThoseOfTheTests() throws IOException {
        String pom = Files.readString(TOUR.resolve("pom.xml"));

        List<String> toured = ITEM.matcher(pom)
                .results()
                .map(item -> item.group(1) + " " + item.group(2))
                .sorted()
                .toList();

        assertThat(pom).contains("<version>" + jenkins.jenkins.VERSION + "</version><type>war</type>");
        assertThat(toured)
                .isEqualTo(jenkins.jenkins.getPluginManager().getPlugins().stream()
                        .filter(plugin -> !plugin.getShortName().equals("ansible-events"))
                        .map(plugin -> plugin.getShortName() + " " + plugin.getVersion())
                        .sorted()
                        .toList());
    }

    private <T extends Job<?, ?>> T job(String name, Class<T> type) throws IOException {
        try (var xml = Files.newInputStream(TOUR.resolve("jobs").resolve(name).resolve("config.xml"))) {
            return type.cast(jenkins.jenkins.createProjectFromXML(name, xml));
        }
    }

    private <T extends Job<?, ?> & ParameterizedJob<?, ?>> Run<?, ?> built(String name, Class<T> type, Result result)
            throws Exception {
        return jenkins.assertBuildStatus(
                result, job(name, type).scheduleBuild2(0).get());
    }

    private static RunSummary run(Run<?, ?> build) {
        return build.getAction(PlaybookRunsAction.class).getRuns().get(0);
    }

    private String page(Run<?, ?> build, String path) throws Exception {
        return jenkins.createWebClient().getPage(build, path).asNormalizedText();
    }

    private String send(String host, String release) throws IOException, InterruptedException {
        String url = jenkins.getURL().toString().replaceAll("/$", "");
        Process script = new ProcessBuilder(TOUR.resolve("send").toString(), host, release, url)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String answer = new String(script.getInputStream().readAllBytes());
        assertThat(script.waitFor()).as(answer).isZero();
        return answer;
    }
}
