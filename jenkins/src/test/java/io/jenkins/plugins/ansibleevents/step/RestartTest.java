package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that goes down in the middle of a Pipeline's run and of a freestyle job's. */
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

    private static final String WENT_DOWN = "Jenkins went down while the run was going on and ended it; still running:"
            + " task \"wait\" on web1, web2, web3";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void killedControllerLeavesNoProcessAndEachBuildSaysWhatHappened() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(RestartTest::startAndReachTheWait);
        jenkins.stopJenkinsForcibly();
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);

        jenkins.startJenkins();

        jenkins.runRemotely(RestartTest::buildsHaveFailedWithTheirArtifacts);
    }

    @Test
    void controllerThatIsStoppedEndsItsRunsFirst() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(RestartTest::startAndReachTheWait);
        jenkins.stopJenkins();
        assertThat(waiting()).isZero();

        jenkins.startJenkins();

        jenkins.runRemotely(RestartTest::buildsHaveFailedWithTheirArtifacts);
    }

    private static void startAndReachTheWait(JenkinsRule rule) throws Throwable {
        WorkflowJob pipeline = rule.createProject(WorkflowJob.class, "pipeline");
        pipeline.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'site.yml', text: '''" + SITE + "'''\n"
                        + "ansibleRun playbook: 'site.yml', inventory: 'web1,web2,web3,', connection: 'local' }",
                true));
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setInventory("web1,web2,web3,");
        step.setFactCache(true);
        FreeStyleProject freestyle = LocalPlaybook.job(rule, "freestyle", SITE, step);
        rule.waitForMessage("TASK [wait]", pipeline.scheduleBuild2(0).waitForStart());
        rule.waitForMessage("TASK [wait]", freestyle.scheduleBuild2(0).waitForStart());
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() >= 6);
    }

    private static void buildsHaveFailedWithTheirArtifacts(JenkinsRule rule) throws Throwable {
        Run<?, ?> pipeline = hasFailedWithItsArtifacts(rule, "pipeline");
        rule.assertLogContains(
                "Jenkins was restarted while the Ansible run " + LocalPlaybook.ident(pipeline, "pipeline-1-1")
                        + " was going on",
                pipeline);
        Run<?, ?> freestyle = hasFailedWithItsArtifacts(rule, "freestyle");
        rule.assertLogContains(WENT_DOWN, freestyle);
        rule.assertLogContains("ansible/" + LocalPlaybook.ident(freestyle, "freestyle-1-1"), freestyle);
        rule.assertLogContains("Finished: FAILURE", freestyle);
        var workspace = rule.jenkins.getWorkspaceFor((FreeStyleProject) freestyle.getParent());
        assertThat(WorkspaceList.tempDir(workspace).list()).isEmpty();
        assertThat(freestyle.getParent().getLastFailedBuild()).isEqualTo(freestyle);
        assertThat(StateDirectory.recordings()).isEmptyDirectory();
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
                .contains(WENT_DOWN, "3 hosts");
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
