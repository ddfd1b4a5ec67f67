package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.ansibleevents.JenkinsProcess;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that goes down in the middle of a Pipeline's run, which goes on, and of a freestyle job's, which is ended. */
class RestartTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: before
                  ansible.builtin.debug:
                    msg: before the restart
                - name: wait
                  ansible.builtin.command: sleep 60627
            """;

    private static final String PATIENT = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: before
                  ansible.builtin.debug:
                    msg: before the restart
                - name: wait
                  ansible.builtin.command: sh -c "while [ ! -e GO ]; do sleep 0.2; done"
                - name: after
                  ansible.builtin.debug:
                    msg: after the restart
            """;

    private static final String WENT_DOWN = "Jenkins went down while the run was going on and ended it; still running:"
            + " task \"wait\" on web1, web2, web3";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.quick();

    @TempDir
    private Path directory;

    @Test
    void runOfAPipelineOutlivesAKilledController() throws Throwable {
        jenkins.startJenkins();
        String go = directory.resolve("go").toString();
        jenkins.runRemotely(rule -> {
            startAndReachTheWait(rule, go);
            return "";
        });
        jenkins.stopJenkinsForcibly();
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);
        Files.createFile(directory.resolve("go"));

        jenkins.startJenkins();

        jenkins.runRemotely(RestartTest::pipelineHasSucceeded);
        jenkins.runRemotely(RestartTest::freestyleHasFailedWithItsArtifacts);
    }

    @Test
    void runOfAPipelineOutlivesAControllerThatIsStopped() throws Throwable {
        jenkins.startJenkins();
        String go = directory.resolve("go").toString();
        jenkins.runRemotely(rule -> {
            startAndReachTheWait(rule, go);
            return "";
        });
        jenkins.stopJenkins();
        assertThat(waiting()).isZero();

        jenkins.startJenkins();

        jenkins.runRemotely(RestartTest::freestyleHasFailedWithItsArtifacts);
        Files.createFile(directory.resolve("go"));
        jenkins.runRemotely(RestartTest::pipelineHasSucceeded);
    }

    @Test
    void runOfAPipelineThatJenkinsDoesNotContinueIsEnded() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(RestartTest::startWhatIsNotContinued);
        jenkins.stopJenkinsForcibly();
        assertThat(waiting()).isEqualTo(3);

        jenkins.startJenkins();

        await().atMost(Duration.ofSeconds(120)).until(() -> waiting() == 0);
        jenkins.runRemotely(RestartTest::notContinuedPipelineHasFailed);
    }

    private static void startWhatIsNotContinued(JenkinsRule rule) throws Throwable {
        WorkflowJob pipeline = rule.createProject(WorkflowJob.class, "pipeline");
        pipeline.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        pipeline.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'site.yml', text: '''" + SITE + "'''\n"
                        + "ansibleRun playbook: 'site.yml', inventory: 'web1,web2,web3,', connection: 'local' }",
                true));
        rule.waitForMessage("TASK [wait]", pipeline.scheduleBuild2(0).waitForStart());
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() >= 3);
    }

    private static void notContinuedPipelineHasFailed(JenkinsRule rule) throws Throwable {
        Run<?, ?> build = hasFailedWithItsArtifacts(rule, "pipeline");
        assertThat(build.getResult()).isEqualTo(Result.FAILURE);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> RunArchive.abandoned().isEmpty());
        assertThat(StateDirectory.recordings()).isEmptyDirectory();
    }

    private static void startAndReachTheWait(JenkinsRule rule, String go) throws Throwable {
        WorkflowJob pipeline = rule.createProject(WorkflowJob.class, "pipeline");
        pipeline.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'site.yml', text: '''" + PATIENT.replace("GO", go) + "'''\n"
                        + "def r = ansibleRun playbook: 'site.yml', inventory: 'web1,web2,web3,', connection: 'local'\n"
                        + "echo \"events: ${r.events}, ok: ${r.recap.web1.ok}\" }",
                true));
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setInventory("web1,web2,web3,");
        step.setFactCache(true);
        FreeStyleProject freestyle = LocalPlaybook.job(rule, "freestyle", SITE, step);
        rule.waitForMessage("TASK [wait]", pipeline.scheduleBuild2(0).waitForStart());
        rule.waitForMessage("TASK [wait]", freestyle.scheduleBuild2(0).waitForStart());
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() >= 3);
    }

    private static void pipelineHasSucceeded(JenkinsRule rule) throws Throwable {
        Run<?, ?> build = rule.jenkins.getItemByFullName("pipeline", Job.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains("Jenkins was restarted; the run", build);
        rule.assertLogContains("ok: 3", build);
        String log = JenkinsRule.getLog(build);
        assertThat(log).containsOnlyOnce("TASK [before]").containsOnlyOnce("TASK [wait]");
        assertThat(log)
                .containsOnlyOnce("TASK [after]")
                .containsOnlyOnce("PLAY RECAP")
                .containsOnlyOnce("ansible-core");
        List<String> events = artifact(build, "events.jsonl").lines().toList();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).contains("\"counter\":" + (i + 1) + ",");
        }
        assertThat(artifact(build, "events.jsonl")).contains("before the restart", "after the restart");
        assertThat(artifact(build, "stdout")).containsOnlyOnce("TASK [before]").containsOnlyOnce("PLAY RECAP");
        assertThat(artifact(build, "status")).isEqualTo("successful");
        var workspace = rule.jenkins.getWorkspaceFor((WorkflowJob) build.getParent());
        assertThat(WorkspaceList.tempDir(workspace).list()).isEmpty();
        assertThat(StateDirectory.recordings()).isEmptyDirectory();
    }

    private static void freestyleHasFailedWithItsArtifacts(JenkinsRule rule) throws Throwable {
        Run<?, ?> freestyle = hasFailedWithItsArtifacts(rule, "freestyle");
        rule.assertLogContains(WENT_DOWN, freestyle);
        rule.assertLogContains("ansible/" + LocalPlaybook.ident(freestyle, "freestyle-1-1"), freestyle);
        rule.assertLogContains("Finished: FAILURE", freestyle);
        var workspace = rule.jenkins.getWorkspaceFor((FreeStyleProject) freestyle.getParent());
        assertThat(WorkspaceList.tempDir(workspace).list()).isEmpty();
        assertThat(freestyle.getParent().getLastFailedBuild()).isEqualTo(freestyle);
    }

    private static Run<?, ?> hasFailedWithItsArtifacts(JenkinsRule rule, String name) throws Throwable {
        Run<?, ?> build = rule.jenkins.getItemByFullName(name, Job.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(build));
        assertThat(build.getDuration()).isPositive();
        assertThat(artifact(build, "status")).isEqualTo("failed");
        assertThat(artifact(build, "events.jsonl")).contains("before the restart");
        assertThat(artifact(build, "manifest.json")).contains(WENT_DOWN.replace("\"", "\\\""));
        assertThat(artifact(build, "recap.json")).contains("web1", "web2", "web3");
        assertThat(build.getAction(PlaybookRunsAction.class).getRuns())
                .singleElement()
                .satisfies(run -> assertThat(run.getHosts()).isEqualTo(3));
        assertThat(rule.createWebClient()
                        .withJavaScriptEnabled(false)
                        .getPage(build, "ansible-events")
                        .asNormalizedText())
                .contains(WENT_DOWN);
        return build;
    }

    private static long waiting() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").endsWith("sleep 60627"))
                .count();
    }

    private static String artifact(Run<?, ?> build, String name) throws IOException {
        try (var file = build.getArtifactManager()
                .root()
                .child("ansible/" + LocalPlaybook.ident(build, build.getParent().getName() + "-1-1") + "/" + name)
                .open()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
