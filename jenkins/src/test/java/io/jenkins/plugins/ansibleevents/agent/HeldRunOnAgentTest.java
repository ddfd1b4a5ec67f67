package io.jenkins.plugins.ansibleevents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.runner.Runner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A held run on an agent whose process, connection or node goes away. */
@WithJenkins
class HeldRunOnAgentTest {

    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    private final List<Long> counters = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final StringBuffer text = new StringBuffer();

    private final RunListener listener = new RunListener() {
        @Override
        public void event(EventLine event) {
            counters.add(event.head().counter());
        }

        @Override
        public void output(byte[] bytes, int offset, int length) {
            text.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void notice(String message) {
            notices.add(message);
        }
    };

    @Test
    void runGoesOnWhenTheProcessOfItsAgentIsKilledAndIsWholeWhenItIsBack(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        RunHandle run = startAndReachTheWait(agent);
        for (ProcessHandle process : ProcessHandle.current().children().toList()) {
            process.destroyForcibly();
        }
        await().atMost(LONG).until(() -> notices.toString().contains("waiting for it"));
        Files.createFile(directory.resolve("go"));

        agent.toComputer().connect(true).get();

        RunResult result = run.await();
        assertThat(result.status()).as(result.outcome().sentence()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(counters)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, result.events()).boxed().toList());
        assertThat(text.toString()).contains("\"msg\": \"first\"", "\"msg\": \"last\"", "PLAY RECAP");
        assertThat(notices.get(0))
                .startsWith("agent " + agent.getNodeName() + " was disconnected")
                .endsWith("; the run goes on there, waiting for it");
        assertThat(notices.get(1)).startsWith("the host of the run is back after ");
    }

    @Test
    void agentThatIsRemovedEndsTheRunWithItsName(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        RunHandle run = startAndReachTheWait(agent);

        jenkins.jenkins.removeNode(agent);

        RunResult result = run.await();
        Files.createFile(directory.resolve("go"));
        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.HOST_LOST);
        assertThat(result.outcome().sentence())
                .startsWith("agent " + agent.getNodeName() + " was removed")
                .contains("\"wait\"");
        assertThat(text.toString()).contains("\"msg\": \"first\"", "TASK [wait]");
    }

    private RunHandle startAndReachTheWait(DumbSlave agent) throws Exception {
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: first}
                    - name: wait
                      shell: "while [ ! -e '%1$s/go' ]; do sleep 0.1; done"
                    - debug: {msg: last}
                """.formatted(directory));
        FilePath workspace = agent.getWorkspaceRoot().child("job");
        workspace.mkdirs();
        var host = new LauncherRunHost(agent.createLauncher(TaskListener.NULL), workspace, new EnvVars());
        PlaybookRequest request = PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("web1", "web2")))
                .build();
        RunOptions options = RunOptions.defaults().withPatience(Duration.ofSeconds(120));
        RunHandle run = new Runner(host).start(request, options, listener);
        await().atMost(LONG).until(() -> text.toString().contains("TASK [wait]"));
        return run;
    }
}
