package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunInfo;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunListener;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Stopped builds: the run is canceled, its processes are gone, its files so far are archived. */
@WithJenkins
class InterruptedRunTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @Test
    void stoppedPipelineOnAnAgentLeavesNoProcess(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "long");
        job.setDefinition(new CpsFlowDefinition(
                "node('%s') { writeFile file: 'site.yml', text: '''%s'''\n".formatted(agent.getNodeName(), site(60617))
                        + "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local' }",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        await().atMost(LONG).until(() -> running(60617));

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(running(60617)).isFalse();
        assertThat(status(build, "long-1-1")).isEqualTo("canceled");
    }

    @Test
    void pipelineThatIsKilledHardLeavesNoProcess(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "killed");
        job.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'site.yml', text: '''%s'''\n".formatted(site(60623))
                        + "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local' }",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        await().atMost(LONG).until(() -> running(60623));

        build.doKill();

        await().atMost(LONG).until(() -> !running(60623));
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> assertThat(status(build, "killed-1-1"))
                .isEqualTo("canceled"));
        assertThat(PlaybookRunsAction.summary(build, LocalPlaybook.ident(build, "killed-1-1")))
                .isNotNull();
    }

    @Test
    void stoppedFreestyleBuildLeavesNoProcess(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = LocalPlaybook.job(jenkins, "long", site(60618));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        await().atMost(LONG).until(() -> running(60618));

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(running(60618)).isFalse();
        assertThat(status(build, "long-1-1")).isEqualTo("canceled");
    }

    @Test
    void agentWhoseConnectionBreaksIsNamedWithTheTask(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();

        FreeStyleBuild build = lose(
                jenkins, agent, 60619, () -> agent.getComputer().getChannel().close());

        jenkins.assertLogContains("agent " + agent.getNodeName() + " was disconnected", build);
        jenkins.assertLogContains("; still running: task \"wait\" on localhost", build);
    }

    @Test
    void reasonOfWhoeverDisconnectsTheAgentIsNamed(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();

        FreeStyleBuild build = lose(
                jenkins, agent, 60620, () -> agent.getComputer().disconnect(new OfflineCause.ByCLI("repair & clean")));

        jenkins.assertLogContains("agent " + agent.getNodeName() + " was disconnected: Disconnected by", build);
        jenkins.assertLogContains("repair & clean; still running: task \"wait\" on localhost", build);
    }

    @Test
    void agentThatIsRemovedIsNamed(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();

        FreeStyleBuild build = lose(jenkins, agent, 60621, () -> jenkins.jenkins.removeNode(agent));

        jenkins.assertLogContains("agent " + agent.getNodeName() + " was ", build);
        jenkins.assertLogContains("; still running: task \"wait\" on localhost", build);
    }

    @Test
    void pipelineWhoseAgentIsRemovedEndsWithWhatWasCaptured(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "long");
        job.setDefinition(new CpsFlowDefinition(
                "node('%s') { writeFile file: 'site.yml', text: '''%s'''\n".formatted(agent.getNodeName(), site(60622))
                        + "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local',"
                        + " abandonedTimeout: '30s' }",
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        await().atMost(LONG).until(() -> running(60622));

        jenkins.jenkins.removeNode(agent);

        jenkins.waitForCompletion(build);
        assertThat(build.getResult()).isIn(Result.FAILURE, Result.ABORTED);
        jenkins.assertLogContains("agent " + agent.getNodeName() + " was ", build);
        assertThat(status(build, "long-1-1")).isIn("failed", "canceled");
        await().atMost(LONG).until(() -> !running(60622));
    }

    /** A build that has lost its agent in the middle of a task, after its end. */
    private static FreeStyleBuild lose(JenkinsRule jenkins, DumbSlave agent, int seconds, ThrowingRunnable loss)
            throws Exception {
        FreeStyleProject job = LocalPlaybook.job(jenkins, "long", site(seconds));
        job.setAssignedNode(agent);
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        await().atMost(LONG).until(() -> running(seconds));
        await().atMost(LONG).until(() -> TasksThatBegan.OF.contains(build.getExternalizableId()));

        loss.run();

        jenkins.waitForCompletion(build);
        assertThat(build.getResult()).isIn(Result.FAILURE, Result.ABORTED);
        await().atMost(LONG).until(() -> !running(seconds));
        assertThat(status(build, "long-1-1")).isEqualTo("failed");
        return build;
    }

    /** What runs on an agent is known here a moment later: the builds in which a host's task is known to have begun. */
    @TestExtension
    public static final class TasksThatBegan extends PlaybookRunListener {
        private static final Set<String> OF = ConcurrentHashMap.newKeySet();

        @Override
        public RunListener onStart(PlaybookRunInfo run) {
            OF.remove(run.build().getExternalizableId());
            return new RunListener() {
                @Override
                public void event(EventLine event) {
                    if (event.head().event().equals(EventType.RUNNER_ON_START)) {
                        OF.add(run.build().getExternalizableId());
                    }
                }
            };
        }
    }

    @FunctionalInterface
    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    private static String site(int seconds) {
        return """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - name: wait
                      ansible.builtin.command: sleep %d
                """.formatted(seconds);
    }

    private static boolean running(int seconds) {
        return ProcessHandle.allProcesses().anyMatch(p -> p.info()
                .arguments()
                .filter(words -> words.length == 1 && words[0].equals(Integer.toString(seconds)))
                .isPresent());
    }

    private static String status(Run<?, ?> build, String ident) throws IOException {
        try (var file = build.getArtifactManager()
                .root()
                .child("ansible/" + LocalPlaybook.ident(build, ident) + "/status")
                .open()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
