package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs that go on without whoever has started them, with the real Ansible. */
@Execution(ExecutionMode.CONCURRENT)
class HeldRunTest {

    @TempDir
    Path directory;

    @TempDir
    Path privateParent;

    private final RecordedRun recorded = new RecordedRun();

    private final TicketOfRun holder = new TicketOfRun();

    @BeforeAll
    static void needAnsible() {
        AnsibleHere.need("ansible-playbook");
    }

    @BeforeEach
    void writePlaybook() throws IOException {
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: first}
                    - name: wait
                      shell: "touch '%1$s/in-{{ inventory_hostname }}'; while [ ! -e '%1$s/go' ]; do sleep 0.1; done"
                    - debug: {msg: last}
                """.formatted(directory));
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(privateParent).isEmptyDirectory());
        await().untilAsserted(() ->
                assertThat(Processes.with(privateParent.toString())).isEmpty());
    }

    @Test
    void runGoesOnWhenItsParentIsKilledAndIsTakenUpWhole() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldRun.class.getName(),
                        directory.toString(),
                        privateParent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        RunTicket given;
        try (BufferedReader out = parent.inputReader()) {
            String[] words = out.readLine().split(" ");
            given = new RunTicket("held-1", words[0], words[1], Instant.parse(words[2]));
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("in-web2")));
        } finally {
            parent.destroyForcibly().waitFor();
        }
        Files.createFile(directory.resolve("go"));

        assertWhole(takeUp(given).await());
    }

    @Test
    void runThatWasLeftGoesOnAndIsTakenUpWhole() throws Exception {
        RunHandle first = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("in-web2")));

        first.leave();

        assertThatThrownBy(first::await).isInstanceOf(CancellationException.class);
        RunHandle second = takeUp(holder.ticket.get());
        Files.createFile(directory.resolve("go"));
        assertWhole(second.await());
    }

    @Test
    void runThatEndedWhileNobodyWasThereIsTakenUpWhole() throws Exception {
        RunHandle first = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("in-web2")));
        first.leave();
        assertThatThrownBy(first::await).isInstanceOf(CancellationException.class);
        Files.createFile(directory.resolve("go"));
        Path state = Path.of(holder.ticket.get().directory(), "state");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(state).startsWith("x"));

        assertWhole(takeUp(holder.ticket.get()).await());
    }

    @Test
    void runThatWasTakenUpIsCanceledWithAllItsProcesses() throws Exception {
        RunHandle first = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("in-web2")));
        first.leave();
        assertThatThrownBy(first::await).isInstanceOf(CancellationException.class);

        RunHandle second = takeUp(holder.ticket.get());
        await().atMost(Duration.ofSeconds(30)).until(() -> recorded.output().contains("TASK [wait]"));
        second.cancel();

        assertThat(second.await().status()).isEqualTo(RunStatus.CANCELED);
    }

    @Test
    void runThatNobodyComesBackToEnds() throws Exception {
        RunHandle first = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("in-web2")));

        first.leave();

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(privateParent).isEmptyDirectory());
    }

    @Test
    void heldProcessesHaveTheWordOfTheNodeBlockButNotThatOfTheController() throws Exception {
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: web1
                  gather_facts: false
                  tasks:
                    - shell: echo "server=$JENKINS_SERVER_COOKIE node=$JENKINS_NODE_COOKIE"
                      register: said
                    - debug: {var: said.stdout}
                """);
        PlaybookRequest request = PlaybookRequest.builder()
                .work(HeldRun.request(directory).work())
                .directory(directory.toString())
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("web1")))
                .environment("JENKINS_SERVER_COOKIE", "of-the-controller")
                .environment("JENKINS_NODE_COOKIE", "of-the-node-block")
                .build();

        Runner.local().start(request, HeldRun.options(privateParent), recorded).await();

        assertThat(recorded.output()).contains("server=ansible-events node=of-the-node-block");
    }

    private RunHandle start() {
        return Runner.local().start(HeldRun.request(directory), HeldRun.options(privateParent), holder);
    }

    private RunHandle takeUp(RunTicket given) {
        return Runner.local()
                .takeUp(given, HeldRun.request(directory), HeldRun.options(privateParent), List.of(), recorded);
    }

    private void assertWhole(RunResult result) {
        assertThat(result.status()).as(result.outcome().sentence()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(recorded.events)
                .extracting(event -> event.head().counter())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, result.events()).boxed().toList());
        assertThat(recorded.output())
                .contains("TASK [debug]", "\"msg\": \"first\"", "\"msg\": \"last\"", "PLAY RECAP")
                .doesNotContain("ansible-events:");
    }
}
