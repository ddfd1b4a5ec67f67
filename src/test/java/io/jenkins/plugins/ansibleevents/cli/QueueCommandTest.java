package io.jenkins.plugins.ansibleevents.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueCommandTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path dir;

    private String from;
    private String to;

    @BeforeEach
    void layOut() throws Exception {
        from = Files.writeString(dir.resolve("from.yml"), "state: ./old\nlisten: 127.0.0.1:8080\nendpoints: {}\n")
                .toString();
        to = Files.writeString(dir.resolve("to.yml"), "state: ./new\nqueue: { embedded: { maxMessages: 3 } }\n")
                .toString();
    }

    /** The queue of a state directory, where {@code serve} has it. */
    private MessageQueue queue(String state) throws Exception {
        Path place = Files.createDirectories(dir.resolve(state).resolve("queue"));
        return Queues.open(SettingsFile.parse("embedded: {}", "test", dir), place);
    }

    private List<String> ids(String state) throws Exception {
        try (MessageQueue queue = queue(state)) {
            return queue.receive(10, SECOND, Duration.ZERO).stream()
                    .map(Lease::id)
                    .toList();
        }
    }

    private static String publish(MessageQueue queue) throws Exception {
        return queue.publish(Message.of("{}".getBytes(UTF_8), Map.of(Message.ENDPOINT, "alerts")));
    }

    @Test
    void waitingMessagesGoIntoTheOtherQueueAndDeadLettersStay() throws Exception {
        List<String> moved;
        try (MessageQueue old = queue("old")) {
            publish(old);
            old.deadLetter(old.receive(1, SECOND, SECOND).get(0), "no such host");
            moved = List.of(publish(old), publish(old));
        }

        CommandRun.Result result = CommandCall.queue("move", "--from", from, "--to", to);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("2 messages moved from embedded queue " + dir.resolve("old/queue"))
                .contains("1 stay where they were: dead letters");
        assertThat(ids("new")).isEqualTo(moved);
        assertThat(ids("old")).isEmpty();
    }

    @Test
    void whatDoesNotFitStaysAndTheErrorSaysWhy() throws Exception {
        int before = 5;
        try (MessageQueue old = queue("old")) {
            for (int i = 0; i < before; i++) {
                publish(old);
            }
        }

        CommandRun.Result result = CommandCall.queue("move", "--from", from, "--to", to);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("full", "maxMessages");
        assertThat(ids("old").size() + ids("new").size()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void deadLettersAreShownWithReasonsPutBackAndDropped() throws Exception {
        String first = deadLetter("no such host");
        String second = deadLetter("run failed");

        CommandRun.Result shown = deadLetters();
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .containsSubsequence(first, "endpoint alerts", "no such host", second, "endpoint alerts", "run failed");

        assertThat(deadLetters("--redrive", first, "--drop", second).out())
                .isEqualTo(first + " back in the queue\n" + second + " dropped\n");
        assertThat(deadLetters().out()).startsWith("no dead letters in embedded queue " + dir.resolve("old/queue"));
        assertThat(ids("old")).containsExactly(first);
    }

    @Test
    void allDeadLettersArePutBackAtOnceAndAnUnknownOneIsTold() throws Exception {
        List<String> dead = List.of(deadLetter("a"), deadLetter("b"));

        CommandRun.Result unknown = deadLetters("--drop", "none");
        assertThat(unknown).isEqualTo(new CommandRun.Result(2, "", "ansible-events: there is no dead letter none\n"));

        assertThat(deadLetters("--redrive", "all").out()).isEqualTo("2 back in the queue\n");
        assertThat(ids("old")).containsExactlyElementsOf(dead);
    }

    private CommandRun.Result deadLetters(String... options) {
        var line = new ArrayList<>(List.of("dead-letters", "--config", from));
        line.addAll(List.of(options));
        return CommandCall.queue(line.toArray(String[]::new));
    }

    private String deadLetter(String reason) throws Exception {
        try (MessageQueue old = queue("old")) {
            String id = publish(old);
            old.deadLetter(old.receive(1, SECOND, SECOND).get(0), reason);
            return id;
        }
    }

    @Test
    void missingFileOrCommandIsToldByName() {
        assertThat(CommandCall.queue("move", "--from", from).err()).contains("--to");
        assertThat(CommandCall.queue().err()).contains("move, dead-letters, check or salvage");
        assertThat(CommandCall.queue("move", "--from", "none.yml", "--to", to).err())
                .contains("none.yml");
    }

    private Path damaged() throws Exception {
        try (MessageQueue old = queue("old")) {
            for (int i = 0; i < 20; i++) {
                publish(old);
            }
        }
        Path file = dir.resolve("old/queue/queue.v1.db");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        return file;
    }

    @Test
    void checkSaysThatEverythingIsThere() throws Exception {
        try (MessageQueue old = queue("old")) {
            publish(old);
        }

        CommandRun.Result result = CommandCall.queue("check", "--config", from);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo(dir.resolve("old/queue/queue.v1.db") + " holds everything\n1 message\n0 dead letters\n");
    }

    @Test
    void checkAndSalvageOfADamagedQueueSayWhatIsThereAndWhatIsNot() throws Exception {
        Path file = damaged();

        CommandRun.Result check = CommandCall.queue("check", "--config", from);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains(file + " cannot be used: ")
                .containsPattern("\\d+ messages? can be read of 20\n")
                .contains("put the right file back, or save what can be read: ansible-events queue salvage");
        CommandRun.Result refused = CommandCall.queue("dead-letters", "--config", from);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("save what can be read with ansible-events queue salvage");

        CommandRun.Result salvage = CommandCall.queue("salvage", "--file", file.toString());

        assertThat(salvage.exitCode()).isZero();
        assertThat(salvage.out())
                .contains(file + " was damaged: ")
                .contains("the damaged file is " + file + ".damaged-")
                .containsPattern("\\d+ messages? saved of 20\n");
        assertThat(CommandCall.queue("check", "--config", from).exitCode()).isZero();
        assertThat(CommandCall.queue("salvage", "--config", from).out())
                .contains("holds everything; nothing was changed");
    }

    @Test
    void salvageOfAQueueInUseIsRefused() throws Exception {
        try (MessageQueue old = queue("old")) {
            publish(old);
            CommandRun.Result result = CommandCall.queue("salvage", "--config", from);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("another process has it open; stop that one");
        }
    }

    @Test
    void queueOfABrokerHasNoFileToCheck() throws Exception {
        Files.writeString(dir.resolve("sqs.yml"), "queue: { sqs: { queue: a, region: eu-west-1 } }\n");

        CommandRun.Result result =
                CommandCall.queue("check", "--config", dir.resolve("sqs.yml").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("the queue is not an embedded one; its broker keeps the messages");
    }
}
