package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Facts;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Acknowledge;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Concurrency;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Grouping;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Match;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.MatchFacts;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.OnInterrupted;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Retry;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageJournalTest {

    @TempDir
    Path dir;

    private final Message message = Message.of(new byte[0], Map.of(Message.ENDPOINT, "alerts"));
    private final HeldMessage held = new HeldMessage(new Lease(message, "1-1", 2, Instant.now()), 1);
    private Store store;
    private MessageJournal journal;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(dir.resolve("state.db"), 0);
        journal = new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static Match match(Acknowledge acknowledge) {
        var rule = new Rule(
                "fix",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Grouping.EACH,
                Concurrency.UNLIMITED,
                Retry.DEFAULT,
                acknowledge,
                OnInterrupted.AGAIN);
        Facts facts = Facts.of(NullNode.getInstance(), Map.of(), "alerts", Map.of());
        var event = new MatchFacts(Message.of(new byte[0], Map.of()), rule, 0, facts);
        return new Match(rule, 0, event, "fix", "fix", List.of());
    }

    /** The journal as another process reads it from the same store. */
    private MessageJournal afterRestart() {
        return new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);
    }

    @Test
    void whatIsNotedCanBeReadAtOnceAndOutlivesTheProcessAfterASync() throws Exception {
        Match match = match(Acknowledge.STARTED);

        journal.begun(held, match, "run-1");

        assertThat(journal.run(message.id(), match)).isPresent();
        assertThat(afterRestart().run(message.id(), match)).isEmpty();
        assertThat(afterRestart().kept().message(message.id())).isEmpty();
        journal.sync();
        assertThat(afterRestart().run(message.id(), match)).isEqualTo(journal.run(message.id(), match));
        assertThat(afterRestart().kept().message(message.id())).contains(message);
    }

    @Test
    void everyNoteOfAMessageBetweenTwoSyncsIsThereAfterwards() throws Exception {
        journal.state(message.id(), "alerts", MessageJournal.SCHEDULED, 2, "first \"reason\"\n");
        journal.begun(held, match(Acknowledge.SUCCESSFUL), "run-1");
        journal.ended(held, match(Acknowledge.SUCCESSFUL), "run-1", "failed", false);
        journal.sync();

        JournalEntry entry = afterRestart().entry(message.id()).orElseThrow();

        assertThat(entry).isEqualTo(journal.entry(message.id()).orElseThrow());
        assertThat(entry.state()).isEqualTo("done");
        assertThat(entry.attempts()).isEqualTo(2);
        assertThat(entry.reason()).isEqualTo("first \"reason\"\n");
        assertThat(entry.runs().get("fix#0").state()).isEqualTo("failed");
    }

    @Test
    void entriesOfEarlierVersionsAreRead() throws Exception {
        String earlier = "{\"runs\":{\"fix#0\":{\"rule\":\"fix\",\"run\":\"r\",\"state\":\"running\",\"process\":\"p\","
                + "\"ended\":false}},\"endpoint\":\"alerts\",\"attempts\":1,\"state\":\"running\","
                + "\"since\":\"2026-01-01T00:00:00.123Z\"}";
        new ExpiringTable(store, "messages", Clock.systemUTC())
                .put("m1", earlier.getBytes(StandardCharsets.UTF_8), Duration.ofDays(1));

        JournalEntry entry = journal.entry("m1").orElseThrow();

        assertThat(entry.since()).isEqualTo("2026-01-01T00:00:00.123Z");
        assertThat(journal.isOfThisProcess(entry.runs().get("fix#0"))).isFalse();
        assertThat(new String(entry.encode(), StandardCharsets.UTF_8))
                .contains("\"since\":\"2026-01-01T00:00:00.123Z\"");
    }
}
