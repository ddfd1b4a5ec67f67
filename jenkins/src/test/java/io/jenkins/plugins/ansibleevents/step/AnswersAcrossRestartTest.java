package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.JenkinsProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Roles that ask after the controller was away: one as it is, one in a container of a real podman. */
class AnswersAcrossRestartTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final List<String> JOBS = List.of("plain", "contained");

    private static final String PIN = "pin-Zt8Wm";

    private static final String ROLE = """
            - name: wait
              command: sh -c "touch DIRECTORY/JOB.reached; while [ ! -e DIRECTORY/open ]; do sleep 0.2; done"
            - {pause: {prompt: Pin, echo: false}, register: pin}
            - debug: {msg: "length {{ pin.user_input | length }} in {{ lookup('env', 'container') | default('none', true) }}"}
            """;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.quick();

    @TempDir
    private Path directory;

    @Test
    void runsAreAnsweredAfterAControllerWasStopped() throws Throwable {
        PodmanHere podman = PodmanHere.need();
        startAndReachTheWait(podman);
        jenkins.stopJenkins();

        jenkins.startJenkins();

        Files.createFile(directory.resolve("open"));
        jenkins.runRemotely(AnswersAcrossRestartTest::bothHaveSucceeded);
        assertThat(podman.containers()).noneMatch(line -> line.contains("contained"));
    }

    @Test
    void runsAreAnsweredWhileAKilledControllerIsAway() throws Throwable {
        PodmanHere podman = PodmanHere.need();
        startAndReachTheWait(podman);
        jenkins.stopJenkinsForcibly();
        Files.createFile(directory.resolve("open"));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(podman.containers()).noneMatch(line -> line.contains("contained")));

        jenkins.startJenkins();

        jenkins.runRemotely(AnswersAcrossRestartTest::bothHaveSucceeded);
    }

    private void startAndReachTheWait(PodmanHere podman) throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(AnswersAcrossRestartTest::start, podman, directory.toString());
        await().atMost(LONG).untilAsserted(() -> assertThat(JOBS)
                .allMatch(job -> Files.exists(directory.resolve(job + ".reached"))));
    }

    private static void start(JenkinsRule rule, PodmanHere podman, String directory) throws Throwable {
        podman.tell(rule);
        CredentialsProvider.lookupStores(rule.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "pin", "", Secret.fromString(PIN)));
        for (String name : JOBS) {
            WorkflowJob job = rule.createProject(WorkflowJob.class, name);
            String container = name.equals("contained")
                    ? "containerImage: env.IMAGE, containerVolumes: ['" + directory + "'],"
                    : "";
            job.setDefinition(new CpsFlowDefinition(
                    """
                    node {
                      writeFile file: 'roles/ask/tasks/main.yml', text: '''%s'''
                      ansibleRun role: 'ask', roleSkipFacts: true, inventory: 'localhost,', connection: 'local', %s
                        promptAnswers: [[pattern: 'Pin', credentialsId: 'pin']]
                      sh 'echo "left: [$(ls)]"'
                    }
                    """.formatted(ROLE.replace("DIRECTORY", directory).replace("JOB", name), container), true));
            job.scheduleBuild2(0).waitForStart();
        }
    }

    private static void bothHaveSucceeded(JenkinsRule rule) throws Throwable {
        for (String name : JOBS) {
            WorkflowRun build =
                    rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
            rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
            rule.assertLogContains(
                    "length " + PIN.length() + " in " + (name.equals("plain") ? "none" : "podman"), build);
            rule.assertLogContains("left: [roles]", build);
            assertThat(JenkinsRule.getLog(build)).containsOnlyOnce("PLAY RECAP").doesNotContain(PIN);
            assertThat(WorkspaceList.tempDir(rule.jenkins.getWorkspaceFor(build.getParent()))
                            .list())
                    .isEmpty();
        }
        assertNowhere(rule.jenkins.getRootDir().toPath().resolve("jobs"));
    }

    private static void assertNowhere(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PIN);
            }
        }
    }
}
