package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Acknowledge;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Concurrency;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Grouping;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.OnInterrupted;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Retry;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule counts of the messages of its endpoint. */
class RuleTalliesTest {

    @TempDir
    private Path directory;

    private Store store;
    private RuleTallies tallies;
    private Interpreter interpreter;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(directory.resolve("inbound.v1.db"), 0);
        tallies = new RuleTallies(store, Clock.systemUTC());
        var rule = new Rule(
                "fix",
                Optional.of("alerts"),
                Optional.of(Condition.compile("payload.kind == 'disk'")),
                Optional.empty(),
                Map.of(),
                Optional.of(Expression.compile("payload.host")),
                Grouping.EACH,
                Concurrency.UNLIMITED,
                Retry.DEFAULT,
                Acknowledge.STARTED,
                OnInterrupted.DROP);
        interpreter = new Interpreter(List.of(rule), Map.of(), tallies);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private String read(String endpoint, String body, int attempt) {
        Message message = Message.of(body.getBytes(StandardCharsets.UTF_8), Map.of(Message.ENDPOINT, endpoint));
        interpreter.interpret(new Lease(message, "r", attempt, Instant.now()));
        return message.id();
    }

    @Test
    void messagesOfItsEndpointAreSeenOnceAndThoseOfItsConditionMatched() {
        read("alerts", "{\"kind\": \"memory\"}", 1);
        String matched = read("alerts", "{\"kind\": \"disk\", \"host\": \"web1\"}", 1);
        read("alerts", "{\"kind\": \"disk\", \"host\": \"web1\"}", 2);
        read("other", "{\"kind\": \"disk\", \"host\": \"web1\"}", 1);

        RuleTally tally = tallies.of("fix");
        assertThat(tally.seen()).isEqualTo(2);
        assertThat(tally.matched()).isEqualTo(1);
        assertThat(tally.refused()).isZero();
        assertThat(tally.lastMatched()).map(RuleTally.Last::id).contains(matched);
    }

    @Test
    void messageThatItWantsAndCannotHaveIsRefusedWithTheReason() {
        String id = read("alerts", "{\"kind\": \"disk\", \"host\": \"all\"}", 1);
        tallies.refused("fix", "m2", "closed");

        assertThat(tallies.of("fix").refused()).isEqualTo(2);
        assertThat(tallies.of("fix").lastRefused()).map(RuleTally.Last::reason).contains("closed");
        assertThat(tallies.of("fix").lastSeen()).map(RuleTally.Last::id).contains(id);
    }

    @Test
    void countsOutliveARestart() throws Exception {
        read("alerts", "{\"kind\": \"disk\", \"host\": \"web1\"}", 1);
        Instant since = tallies.of("fix").since();
        tallies.sync();
        store.sync();

        close();
        open();
        read("alerts", "{\"kind\": \"memory\"}", 1);

        assertThat(tallies.of("fix").seen()).isEqualTo(2);
        assertThat(tallies.of("fix").since()).isEqualTo(since.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }

    @Test
    void ruleThatIsGoneTakesNoMemory() {
        read("alerts", "{\"kind\": \"disk\", \"host\": \"web1\"}", 1);

        tallies.keepOnly(List.of());

        assertThat(tallies.of("fix").seen()).as("read from the disk").isEqualTo(1);
    }
}
