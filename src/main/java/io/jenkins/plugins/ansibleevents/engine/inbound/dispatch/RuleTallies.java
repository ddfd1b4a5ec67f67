package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RuleTally.Last;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleObserver;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts for each rule what became of its messages. Table {@code tallies}, name of the rule -> {@link RuleTally} as JSON,
 * kept for 90 days after its last change. A message costs some additions in memory; {@link #sync} writes what has changed.
 * Safe for use by several threads.
 */
public final class RuleTallies implements RuleObserver {

    private static final Logger LOGGER = Logger.getLogger(RuleTallies.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int LONGEST_REASON = 500;

    /** More rules than anybody has; each takes some hundred bytes. */
    private static final ExpiringTable.Limit LIMIT = new ExpiringTable.Limit(20_000, 16 << 20, value -> false);

    private final ExpiringTable table;
    private final Clock clock;
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    RuleTallies(Store store, Clock clock) {
        this.table = new ExpiringTable(store, "tallies", clock, LIMIT);
        this.clock = clock;
    }

    /** What a rule has counted; nothing is changed by asking. */
    public RuleTally of(String rule) {
        Counts known = counts.get(rule);
        return known == null ? read(rule) : known.tally();
    }

    @Override
    public void looked(Rule rule, Lease lease, boolean matched, String problem) {
        if (lease.attempt() > 1) {
            return;
        }
        Instant now = clock.instant();
        counts(rule.name()).looked(new Last(now, lease.id(), ""), matched);
        if (!problem.isEmpty()) {
            refused(rule.name(), lease.id(), problem);
        }
    }

    /** A message that a rule wants became a dead letter before its run. */
    void refused(String rule, String message, String reason) {
        String cut = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason;
        counts(rule).refused(new Last(clock.instant(), message, cut));
    }

    private Counts counts(String rule) {
        return counts.computeIfAbsent(rule, name -> new Counts(read(name)));
    }

    /** Forgets in memory the rules that are no more. */
    void keepOnly(Collection<Rule> rules) {
        sync();
        counts.keySet().retainAll(rules.stream().map(Rule::name).toList());
    }

    /** Writes what has changed; a failure is logged, and a later call writes it. */
    void sync() {
        var changed = new HashMap<String, byte[]>();
        counts.forEach((rule, its) -> its.changed().ifPresent(tally -> changed.put(rule, encode(tally))));
        try {
            table.putAll(changed, KEPT);
        } catch (StoreException | RuntimeException e) {
            changed.keySet().forEach(rule -> counts(rule).notWritten());
            LOGGER.log(Level.FINE, "the counts of rules are not on disk", e);
        }
    }

    private RuleTally read(String rule) {
        return table.get(rule)
                .map(RuleTallies::decode)
                .orElseGet(() ->
                        new RuleTally(clock.instant(), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static byte[] encode(RuleTally tally) {
        ObjectNode json = JSON.createObjectNode()
                .put("since", tally.since().toEpochMilli())
                .put("seen", tally.seen())
                .put("matched", tally.matched())
                .put("refused", tally.refused());
        encode(json, "lastSeen", tally.lastSeen());
        encode(json, "lastMatched", tally.lastMatched());
        encode(json, "lastRefused", tally.lastRefused());
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
    }

    private static void encode(ObjectNode json, String name, Optional<Last> last) {
        last.ifPresent(its -> json.putObject(name)
                .put("at", its.at().toEpochMilli())
                .put("id", its.id())
                .put("reason", its.reason()));
    }

    private static RuleTally decode(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new RuleTally(
                    Instant.ofEpochMilli(json.path("since").asLong()),
                    json.path("seen").asLong(),
                    json.path("matched").asLong(),
                    json.path("refused").asLong(),
                    last(json.path("lastSeen")),
                    last(json.path("lastMatched")),
                    last(json.path("lastRefused")));
        } catch (IOException e) {
            throw new UncheckedIOException("the counts of rules are damaged", e);
        }
    }

    private static Optional<Last> last(JsonNode json) {
        return json.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Last(
                        Instant.ofEpochMilli(json.path("at").asLong()),
                        json.path("id").asText(),
                        json.path("reason").asText()));
    }

    /** The counts of one rule, from what was counted before on. */
    private static final class Counts {

        private RuleTally tally;
        private boolean isChanged;

        Counts(RuleTally before) {
            this.tally = before;
        }

        synchronized RuleTally tally() {
            return tally;
        }

        synchronized Optional<RuleTally> changed() {
            boolean was = isChanged;
            isChanged = false;
            return was ? Optional.of(tally) : Optional.empty();
        }

        synchronized void notWritten() {
            isChanged = true;
        }

        synchronized void looked(Last message, boolean matched) {
            tally = new RuleTally(
                    tally.since(),
                    tally.seen() + 1,
                    tally.matched() + (matched ? 1 : 0),
                    tally.refused(),
                    Optional.of(message),
                    matched ? Optional.of(message) : tally.lastMatched(),
                    tally.lastRefused());
            isChanged = true;
        }

        synchronized void refused(Last message) {
            tally = new RuleTally(
                    tally.since(),
                    tally.seen(),
                    tally.matched(),
                    tally.refused() + 1,
                    tally.lastSeen(),
                    tally.lastMatched(),
                    Optional.of(message));
            isChanged = true;
        }
    }
}
