package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.artifact.Manifest;
import io.jenkins.plugins.ansibleevents.engine.emit.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ansible-events run} with emitters and a real Ansible, and {@code ansible-events deliver} afterwards. */
class DeliverCommandTest {

    private static final String BREAK =
            "    - name: Say\n      ansible.builtin.debug:\n    - name: Break\n      ansible.builtin.fail:\n";
    private static final String SLEEP = "    - name: Sleep\n      ansible.builtin.command: sleep 300\n";

    /** One host, because the order of several hosts' events differs from run to run. */
    private static final String[] SITE = {"-p", "site.yml", "--limit", "one"};

    @TempDir
    Path directory;

    private CommandRun command;
    private FaultyReceiver receiver;

    @BeforeEach
    void prepare() throws IOException {
        receiver = new FaultyReceiver(ServerSocketFactory.getDefault());
        command = new CommandRun(directory.resolve("pdd")).playbook(BREAK);
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.port() + "/in";
    }

    private CommandRun emitter(String more) throws IOException {
        return command.file("env/emitters.yml", "emitters: {audit: {type: http, url: '" + url() + "'" + more + "}}");
    }

    private Path state() {
        return command.home().resolve("delivery");
    }

    private Result deliver(String... arguments) {
        return CommandCall.deliver(state(), arguments);
    }

    private JsonNode delivery() throws IOException {
        return new ObjectMapper()
                .readTree(command.artifact("delivery.json").toFile())
                .path("emitters")
                .path(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANGS_BEFORE_ANSWER", "ANSWERS_500"})
    void brokenReceiverLeavesTheRunAloneAndGetsEverythingLater(Fault fault) throws Exception {
        CommandRun plain = new CommandRun(directory.resolve("plain")).playbook(BREAK);
        Result expected = plain.run(SITE);
        receiver.become(fault);

        Result result = emitter("").run(SITE);

        assertThat(result.exitCode()).isEqualTo(expected.exitCode()).isEqualTo(2);
        assertThat(command.story()).isEqualTo(plain.story()).hasSizeGreaterThan(5);
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
        List<String> keys = command.keys("failed");
        assertThat(result.out())
                .contains("emitter audit (" + url() + "): 0 sent, ")
                .contains(" 0 refused, " + keys.size() + " waiting, 0 dropped")
                .contains("what waits is kept; send it with: ansible-events deliver " + state());
        assertThat(delivery().path("sent").asLong()).isZero();
        assertThat(delivery().path("waiting").asLong()).isEqualTo(keys.size());
        assertThat(deliver("--list"))
                .isEqualTo(new Result(1, "run test, emitter audit: " + keys.size() + " waiting, 0 refused\n", ""));

        receiver.heal();
        Result later = deliver();

        assertThat(later.exitCode()).as(later.err()).isZero();
        assertThat(later.out()).contains("run test, emitter audit").contains(keys.size() + " sent", " 0 waiting");
        assertThat(new LinkedHashSet<>(receiver.keys())).containsExactlyElementsOf(keys);
        assertThat(deliver("--list")).isEqualTo(new Result(0, "nothing waits in " + state() + "\n", ""));
    }

    @Test
    void whatARunHasLeftIsSentBesideTheNextOne() throws Exception {
        receiver.become(Fault.ANSWERS_500);
        emitter("").run(SITE);
        List<String> left = command.keys("failed");
        receiver.heal();
        Path marker = directory.resolve("everything-is-there");
        command.playbook(
                "    - name: Wait\n      ansible.builtin.wait_for: {path: " + marker + ", timeout: 60, sleep: 1}\n");

        Process next = command.startAs("next", SITE);
        await().atMost(Duration.ofSeconds(60)).until(() -> new LinkedHashSet<>(receiver.keys()).containsAll(left));
        Files.createFile(marker);
        Result result = command.end(next);

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("earlier runs: 1 delivered, 0 still waiting (" + left.size() + " messages sent)");
        assertThat(receiver.keys().stream().filter(left::contains).toList()).isEqualTo(left);
        assertThat(deliver("--list").exitCode()).isZero();
    }

    @Test
    void refusedMessageIsShownWithItsReasonAndCanBeSentOnceMore() throws Exception {
        receiver.refuse("test-running");

        Result result = emitter("").run(SITE);

        List<String> keys = command.keys("failed");
        assertThat(result.out()).contains((keys.size() - 1) + " sent, 0 retried, 1 refused, 0 waiting");
        Result list = deliver("--list");
        assertThat(list.exitCode()).isEqualTo(1);
        assertThat(list.out())
                .contains("run test, emitter audit: 0 waiting, 1 refused")
                .contains("status running  the receiver answered 400: field \"host\" is unknown");
        assertThat(deliver("--dead-letters").out()).contains("0 refused messages were delivered");

        receiver.heal();

        assertThat(deliver("--dead-letters", "--emitter", "other").out()).contains("0 refused messages");
        Result again = deliver("--dead-letters");
        assertThat(again.out()).contains("1 refused messages were delivered");
        assertThat(again.exitCode()).as(again.out()).isZero();
        assertThat(receiver.keys()).hasSameSizeAs(keys).endsWith("test-failed", "test-running");
        assertThat(deliver("--list").exitCode()).isZero();
    }

    @Test
    void finishedRunIsSentOnceMoreFromItsDirectory() throws Exception {
        emitter("").run(SITE);
        List<String> keys = command.keys("failed");
        assertThat(receiver.keys()).isEqualTo(keys);

        Result again = deliver("--resend", command.artifact("").toString());

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(receiver.keys().subList(keys.size(), receiver.keys().size())).isEqualTo(keys);
    }

    @Test
    void placesThatCannotHoldAnythingAreMistakes() throws Exception {
        Files.createDirectories(state());
        Path home = state().getParent();

        assertThat(CommandCall.deliver(home.resolve("nowhere/delivery")))
                .isEqualTo(new Result(
                        2, "", "ansible-events: " + home.resolve("nowhere/delivery") + ": no such directory\n"));
        assertThat(CommandCall.deliver(home).err()).contains("no STATE_DIR", "name " + state());
    }

    @Test
    void nothingToSendAgainIsSaid() {
        Result result = deliver("--resend", directory.resolve("nowhere").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--resend: no run directory: ", "has no events.jsonl");
    }

    @Test
    void failureFailsTheRunWhenTheUserWantsThat() throws Exception {
        receiver.become(Fault.ANSWERS_500);
        command.playbook(SLEEP);

        Result result = emitter(", onError: fail").run(SITE);

        assertThat(result.exitCode()).isEqualTo(254);
        assertThat(command.artifact("status")).hasContent("failed");
        assertThat(result.out() + result.err()).contains("emitter audit: the receiver answered 500");
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
    }

    @Test
    void environmentWinsOverTheSettings() throws Exception {
        command.file("env/settings", "runner_http_url: http://127.0.0.1:1/never\n")
                .environment("RUNNER_HTTP_URL", url());

        Result result = command.run(SITE);

        assertThat(result.out()).contains("emitter runner_http (" + url() + ")").doesNotContain("never");
        assertThat(receiver.keys()).isEqualTo(command.keys("failed"));
    }

    @Test
    void urlThatIsAnExistingPathIsAUnixSocket() throws Exception {
        Path socket = directory.resolve("receiver.sock");
        try (ScriptReceiver onSocket = ScriptReceiver.node("node_receiver.js", "unix", socket.toString())
                .start()) {
            command.file("env/settings", "runner_http_url: " + socket + "\nrunner_http_path: ansible\n");

            Result result = command.run(SITE);

            assertThat(result.out()).contains("emitter runner_http (unix:" + socket + " /ansible)");
            List<String> keys = command.keys("failed");
            await().untilAsserted(() -> assertThat(onSocket.keys()).isEqualTo(keys));
            assertThat(onSocket.received())
                    .allMatch(request -> request.get("path").asText().equals("/ansible"));
        }
    }
}
