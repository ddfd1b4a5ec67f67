package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.VisibleHeaders;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Facts;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.SchemaViolation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds the rules that a message fits. Immutable and safe for use by several threads. */
public final class Interpreter {

    /**
     * The meaning of a received message.
     *
     * @param matches what it starts; nothing when it fits no rule
     * @param problems why other matches cannot start a run: each match succeeds or fails alone
     */
    public record Interpretation(Lease lease, List<Match> matches, List<String> problems) {

        /** All problems in one text of bounded length; empty when there is none. */
        public Optional<String> problem() {
            if (problems.isEmpty()) {
                return Optional.empty();
            }
            String first = String.join("; ", problems.subList(0, Math.min(problems.size(), SHOWN)));
            int more = problems.size() - SHOWN;
            return Optional.of(more > 0 ? first + "; and " + more + " more" : first);
        }
    }

    private static final Logger LOGGER = Logger.getLogger(Interpreter.class.getName());

    private static final int SHOWN = 5;

    /** More elements than anybody wants to handle; each would be a run. */
    private static final int MAX_ITEMS = 1_000;

    private final List<Rule> rules;
    private final Map<String, ReceivedCheck> checks;
    private final RuleObserver observer;

    /**
     * Makes an interpreter.
     *
     * @param checks by endpoint what is demanded of received messages; the empty name is for messages without one
     */
    public Interpreter(List<Rule> rules, Map<String, ReceivedCheck> checks) {
        this(rules, checks, RuleObserver.NONE);
    }

    /** The same, with somebody who is notified of each look of a rule at a message. */
    public Interpreter(List<Rule> rules, Map<String, ReceivedCheck> checks, RuleObserver observer) {
        this.rules = List.copyOf(rules);
        this.checks = Map.copyOf(checks);
        this.observer = observer;
    }

    public List<Rule> rules() {
        return rules;
    }

    /** What a rule says about runs that are cut off; without the rule they are begun again. */
    public OnInterrupted onInterrupted(String rule) {
        return rules.stream()
                .filter(each -> each.name().equals(rule))
                .map(Rule::onInterrupted)
                .findFirst()
                .orElse(OnInterrupted.AGAIN);
    }

    /** The meaning of a received message, also when it is unusable. */
    public Interpretation interpret(Lease lease) {
        var matches = new ArrayList<Match>();
        var problems = new ArrayList<String>();
        try {
            Optional<Facts> facts = facts(lease.message());
            if (facts.isPresent()) {
                find(facts.get(), lease, matches, problems);
            }
        } catch (Unusable e) {
            problems.add(e.getMessage());
        } catch (RuntimeException | Error e) {
            problems.add(unexpected("could not be read", e));
        }
        return new Interpretation(lease, matches, problems);
    }

    /** The facts that rules see; empty when a filter does not let the message pass. */
    private Optional<Facts> facts(Message message) throws Unusable {
        JsonNode payload = payload(message);
        ReceivedCheck check = checks.getOrDefault(message.endpoint().orElse(""), ReceivedCheck.NONE);
        validate(check.schema(), payload);
        Facts facts = facts(message, payload);
        for (Map.Entry<String, Condition> filter : check.filters().entrySet()) {
            if (!isMet("filter " + filter.getKey(), filter.getValue(), facts)) {
                return Optional.empty();
            }
        }
        return Optional.of(facts);
    }

    private static Facts facts(Message message, JsonNode payload) {
        return Facts.of(payload, headers(message), message.endpoint().orElse(""), about(message));
    }

    /** The facts of a match that was found in a message before. */
    static Facts event(Message message, Rule rule, int index) throws Unusable {
        return split(rule, facts(message, payload(message))).get(index);
    }

    private static boolean isMet(String name, Condition condition, Facts facts) throws Unusable {
        Condition.Finding outcome = condition.test(facts);
        if (outcome.tooCostly()) {
            throw new Unusable(name + ": " + outcome.problem().orElse(""));
        }
        return outcome.met();
    }

    /** In the order of the rules. */
    private void find(Facts facts, Lease lease, List<Match> matches, List<String> problems) {
        Message message = lease.message();
        for (Rule rule : rules) {
            if (rule.takes(message.endpoint().orElse(""))) {
                int found = matches.size();
                int wrong = problems.size();
                find(rule, message, facts, matches, problems);
                String problem = problems.size() > wrong ? problems.get(wrong) : "";
                observer.looked(rule, lease, matches.size() > found, problem);
            }
        }
    }

    private static JsonNode payload(Message message) throws Unusable {
        try {
            return StrictJson.parse(message.body());
        } catch (StrictJson.MalformedJson e) {
            throw new Unusable("not the JSON it should be: " + e.getMessage());
        }
    }

    private static void validate(Optional<MessageSchema> schema, JsonNode payload) throws Unusable {
        List<SchemaViolation> violations =
                schema.isEmpty() ? List.of() : schema.get().validate(payload);
        if (!violations.isEmpty()) {
            throw new Unusable("does not match the schema: " + violations.get(0));
        }
    }

    private static Map<String, String> headers(Message message) {
        return message.attribute(VisibleHeaders.ATTRIBUTE)
                .map(VisibleHeaders::fromAttribute)
                .orElse(Map.of());
    }

    private static Map<String, String> about(Message message) {
        var facts = new HashMap<String, String>();
        facts.put("id", message.id());
        message.sender().ifPresent(s -> facts.put("sender", s));
        message.deliveryId().ifPresent(d -> facts.put("delivery", d));
        message.received().ifPresent(r -> facts.put("received", r.toString()));
        return facts;
    }

    private static void find(Rule rule, Message message, Facts facts, List<Match> matches, List<String> problems) {
        try {
            List<Facts> events = split(rule, facts);
            for (int i = 0; i < events.size(); i++) {
                Facts event = events.get(i);
                find(rule, i, event, new MatchFacts(message, rule, i, event), matches, problems);
            }
        } catch (Unusable e) {
            problems.add(e.getMessage());
        } catch (RuntimeException | Error e) {
            problems.add(unexpected("rule " + rule.name() + ": failed", e));
        }
    }

    /** A bug, or too little memory or stack: it is noted for this message alone. */
    public static String unexpected(String what, Throwable e) {
        LOGGER.log(Level.WARNING, "a message " + what, e);
        return what + ": " + e;
    }

    private static void find(
            Rule rule, int index, Facts facts, MatchFacts event, List<Match> matches, List<String> problems) {
        try {
            if (rule.condition().isEmpty()
                    || isMet(conditionOf(rule), rule.condition().get(), facts)) {
                matches.add(match(rule, index, facts, event));
            }
        } catch (Unusable e) {
            problems.add(rule.split().isEmpty() ? e.getMessage() : "element " + (index + 1) + ": " + e.getMessage());
        }
    }

    private static String conditionOf(Rule rule) {
        return "rule " + rule.name() + ": condition";
    }

    private static List<Facts> split(Rule rule, Facts facts) throws Unusable {
        if (rule.split().isEmpty()) {
            return List.of(facts);
        }
        // The condition speaks of the elements, so a message without the list does not fit.
        Optional<JsonNode> list = optional(rule, rule.split().get(), facts);
        if (list.isEmpty() || !list.get().isArray()) {
            return List.of();
        }
        if (list.get().size() > MAX_ITEMS) {
            throw new Unusable("rule " + rule.name() + ": split: more than " + MAX_ITEMS + " elements");
        }
        var events = new ArrayList<Facts>();
        list.get().forEach(item -> events.add(facts.withItem(item)));
        return events;
    }

    private static Optional<JsonNode> optional(Rule rule, Expression expression, Facts facts) throws Unusable {
        try {
            return Optional.of(expression.value(facts));
        } catch (ExpressionException absent) {
            if (absent.isTooCostly()) {
                throw new Unusable("rule " + rule.name() + ": split: " + absent.getMessage());
            }
            return Optional.empty();
        }
    }

    private static Match match(Rule rule, int index, Facts facts, MatchFacts event) throws Unusable {
        String group = key(rule, "key", rule.grouping().key(), facts);
        String concurrencyKey = key(rule, "concurrency.key", rule.concurrency().key(), facts);
        return new Match(rule, index, event, group, concurrencyKey, limit(rule, facts));
    }

    private static String key(Rule rule, String name, Optional<Expression> key, Facts facts) throws Unusable {
        return key.isEmpty() ? rule.name() : rule.name() + "/" + value(rule, name, key.get(), facts);
    }

    private static List<String> limit(Rule rule, Facts facts) throws Unusable {
        if (rule.limit().isEmpty()) {
            return List.of();
        }
        try {
            return HostNames.of(value(rule, "limit", rule.limit().get(), facts));
        } catch (IllegalArgumentException e) {
            throw new Unusable("rule " + rule.name() + ": limit: " + e.getMessage());
        }
    }

    public static JsonNode value(Rule rule, String name, Expression expression, Facts facts) throws Unusable {
        try {
            return expression.value(facts);
        } catch (ExpressionException e) {
            throw new Unusable("rule " + rule.name() + ": " + name + ": " + e.getMessage());
        }
    }
}
