package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that is killed in the middle of a run. */
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

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void runEndsWithAMessageItsProcessesGoneAndItsArtifactsClosed() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(RestartTest::startAndReachTheWait);
        jenkins.stopJenkinsForcibly();
        await().atMost(Duration.ofSeconds(60)).until(() -> !waiting());
        jenkins.startJenkins();
        jenkins.runRemotely(RestartTest::buildHasFailedWithItsArtifacts);
    }

    private static void startAndReachTheWait(JenkinsRule rule) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "long");
        job.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'site.yml', text: '''" + SITE + "'''\n"
                        + "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local' }",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("TASK [wait]", build);
        await().atMost(Duration.ofSeconds(60)).until(RestartTest::waiting);
    }

    private static void buildHasFailedWithItsArtifacts(JenkinsRule rule) throws Throwable {
        WorkflowRun build =
                rule.jenkins.getItemByFullName("long", WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(build));
        rule.assertLogContains(
                "Jenkins was restarted while the Ansible run " + LocalPlaybook.ident(build, "long-1-1")
                        + " was going on",
                build);
        assertThat(artifact(build, "status")).isEqualTo("failed");
        assertThat(artifact(build, "events.jsonl")).contains("before the restart");
        assertThat(artifact(build, "manifest.json")).contains("Jenkins went down while the run was going on");
        assertThat(artifact(build, "recap.json")).contains("localhost");
    }

    private static boolean waiting() {
        return ProcessHandle.allProcesses()
                .anyMatch(p -> p.info().commandLine().orElse("").endsWith("sleep 60627"));
    }

    private static String artifact(WorkflowRun build, String name) throws IOException {
        try (var file = build.getArtifactManager()
                .root()
                .child("ansible/" + LocalPlaybook.ident(build, "long-1-1") + "/" + name)
                .open()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
