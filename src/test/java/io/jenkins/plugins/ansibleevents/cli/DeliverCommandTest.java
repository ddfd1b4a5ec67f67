package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver.Fault;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
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
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ansible-events run} with emitters and a real Ansible, and {@code ansible-events deliver} afterwards. */
class DeliverCommandTest {

    private static final String BREAK =
            "    - name: Say\n      ansible.builtin.debug:\n    - name: Break\n      ansible.builtin.fail:\n";
    private static final String SLEEP = "    - name: Sleep\n      ansible.builtin.command: sleep 300\n";

    /** About 200 events. */
    private static final String MANY =
            "    - name: Say\n      ansible.builtin.debug:\n      loop: '{{ range(196) | list }}'\n";

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

        assertThat(deliver("--dead-letters", "--emitter", "other").err())
                .contains("there is no emitter other; there are:");
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
                .returns(2, Result::exitCode)
                .satisfies(result -> assertThat(result.err())
                        .startsWith("ansible-events: " + home.resolve("nowhere/delivery") + ": no such directory; "));
        assertThat(CommandCall.deliver(home.resolve("delivry"), "--list"))
                .returns(2, Result::exitCode)
                .satisfies(result -> assertThat(result.err())
                        .startsWith("ansible-events: " + home.resolve("delivry") + ": no such directory; "));
        Path file = Files.createFile(home.resolve("file"));
        assertThat(CommandCall.deliver(file).err()).isEqualTo("ansible-events: " + file + ": is no directory\n");
        assertThat(CommandCall.deliver(home).err()).contains("no STATE_DIR", "name " + state());
    }

    @Test
    void everythingHasArrivedWhenTheCommandReturns() throws Exception {
        receiver.slow(Duration.ofMillis(50));
        command.playbook(MANY);

        Result result = emitter("").run(SITE);

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> keys = command.keys("successful");
        assertThat(keys).hasSizeGreaterThan(200);
        assertThat(receiver.keys()).isEqualTo(keys);
        assertThat(result.out())
                .contains(keys.size() + " sent, 0 retried, 0 refused, 0 waiting")
                .containsPattern("emitter audit: \\d+ messages left, \\d+\\.\\d a second, 0:\\d\\d to go\n")
                .doesNotContain("what waits is kept");
        assertThat(state()).isEmptyDirectory();
    }

    @Test
    void onATerminalTheLiveLineSaysHowManyAreLeft() throws Exception {
        receiver.slow(Duration.ofMillis(50));
        command.playbook(MANY).onATerminal();

        Result result = emitter("").run(SITE);

        assertThat(result.out())
                .containsPattern(
                        "\u001b\\[2memitter audit: \\d+ messages left, \\d+\\.\\d a second, 0:\\d\\d to go\u001b")
                .contains(command.keys("successful").size() + " sent, 0 retried, 0 refused, 0 waiting");
    }

    @Test
    void nothingIsWaitedForWhenTheUserDoesNotWantThat() throws Exception {
        receiver.hold();

        Result result = emitter("").run("-p", "site.yml", "--limit", "one", "--wait-delivery", "0");

        assertThat(result.out()).contains("0 sent", command.keys("failed").size() + " waiting");
    }

    @Test
    void receiverThatGoesAwayWhileItIsWaitedForGetsTheRestLater() throws Exception {
        receiver.slow(Duration.ofMillis(200));
        command.playbook(MANY);
        Process process = emitter("").start(SITE);
        awaitEndOfRecord();
        receiver.become(Fault.REFUSES);

        Result result = command.end(process);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).containsPattern("\\d+ sent, \\d+ retried, 0 refused, [1-9]\\d* waiting");
        assertThat(result.out()).contains("what waits is kept; send it with: ansible-events deliver " + state());
        receiver.heal();
        receiver.slow(Duration.ZERO);
        assertThat(deliver().exitCode()).isZero();
        assertThat(new LinkedHashSet<>(receiver.keys())).containsExactlyElementsOf(command.keys("successful"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signalEndsTheWaitingButNotTheRecord(String signal) throws Exception {
        receiver.hold();
        Process process =
                emitter(", retry: {attemptTimeout: 5m}, timeouts: {read: 5m}").start(SITE);
        awaitEndOfRecord();

        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        Result result = command.end(process);

        assertThat(result.exitCode()).as("the rc of the run").isEqualTo(2);
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
        assertThat(result.out()).contains("what waits is kept; send it with: ansible-events deliver " + state());
        receiver.heal();
        assertThat(deliver().exitCode()).isZero();
        assertThat(new LinkedHashSet<>(receiver.keys())).containsExactlyElementsOf(command.keys("failed"));
    }

    /** The manifest is written before emitters are waited for. */
    private void awaitEndOfRecord() {
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(command.artifact("manifest.json")));
    }

    @Test
    void otherEmittersGetEverythingWhileOneIsAway() throws Exception {
        receiver.slow(Duration.ofMillis(20));
        command.file(
                "env/emitters.yml",
                "emitters:\n  away: {type: http, url: 'http://127.0.0.1:1/'}\n  audit: {type: http, url: '" + url()
                        + "'}\n");

        Result result = command.run(SITE);

        List<String> keys = command.keys("failed");
        assertThat(receiver.keys()).isEqualTo(keys);
        assertThat(result.out()).contains(keys.size() + " sent, 0 retried, 0 refused, 0 waiting", "emitter away (");
    }

    @Test
    void whatWaitsIsSaidAlsoWhereOnlyErrorsAre() throws Exception {
        receiver.become(Fault.ANSWERS_500);
        Path odd = directory.resolve("it's here");

        Result quiet = emitter("").run("-p", "site.yml", "--limit", "one", "-q", "--state-dir", odd.toString());

        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err())
                .contains("ansible-events: emitter audit (" + url() + "): 0 sent, ")
                .contains("send it with: ansible-events deliver '"
                        + odd.toString().replace("'", "'\\''") + "'");
    }

    @Test
    void listCountsWhatTheFilterOfTheEmitterPassesAsTheRunDoes() throws Exception {
        receiver.become(Fault.ANSWERS_500);

        Result result = emitter(", filter: {events: [runner_on_failed], statuses: none}")
                .run(SITE);

        assertThat(result.out()).contains(" 0 refused, 1 waiting, 0 dropped");
        assertThat(deliver("--list").out()).isEqualTo("run test, emitter audit: 1 waiting, 0 refused\n");
        command.file(
                "env/emitters.yml",
                "emitters: {audit: {type: http, url: 'http://a/', headers: {A: {env: NOT_THERE}}}}");
        assertThat(deliver("--list").err()).contains("filters are left out of account here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--list", "--dead-letters"})
    void mistypedEmitterIsNoEmitterForWhichNothingWaits(String what) throws Exception {
        receiver.become(Fault.ANSWERS_500);
        emitter("").run(SITE);

        Result result = deliver(what, "--emitter", "audti");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("--emitter: there is no emitter audti (did you mean audit?); there are: audit");
        assertThat(deliver("--list", "--emitter", "audit").out()).contains("emitter audit: ");
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
