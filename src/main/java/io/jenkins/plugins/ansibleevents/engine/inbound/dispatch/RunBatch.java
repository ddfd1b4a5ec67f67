package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Facts;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Match;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Unusable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The matches that one run is for, at least one, all of one rule.
 *
 * @param entries the matches with their messages
 */
record RunBatch(List<Entry> entries) {

    /**
     * A match and the message it came from.
     *
     * @param again whether a run was begun for it before, and cut off
     */
    record Entry(Match match, HeldMessage held, boolean again) {}

    private static final Pattern UNUSABLE_IN_IDENT = Pattern.compile("[^A-Za-z0-9_.-]");

    RunBatch {
        entries = List.copyOf(entries);
    }

    static RunBatch of(Entry entry) {
        return new RunBatch(List.of(entry));
    }

    Rule rule() {
        return first().match().rule();
    }

    /** That of the first match: messages are combined by their group, so this key should follow from the group. */
    String concurrencyKey() {
        return first().match().concurrencyKey();
    }

    Entry first() {
        return entries.get(0);
    }

    boolean holds(HeldMessage held) {
        return entries.stream().anyMatch(e -> e.held() == held);
    }

    /**
     * The run to be started; parameters see the first message, and all of them as {@code batch}.
     *
     * @param attempt the how manieth for the first message
     */
    Action action(int attempt) throws Unusable {
        var events = new ArrayList<Facts>(entries.size());
        for (Entry entry : entries) {
            events.add(entry.match().facts().get());
        }
        Facts facts = events.get(0).withBatch(events);
        var parameters = new LinkedHashMap<String, JsonNode>();
        for (Map.Entry<String, Expression> parameter : rule().parameters().entrySet()) {
            parameters.put(
                    parameter.getKey(), Interpreter.value(rule(), parameter.getKey(), parameter.getValue(), facts));
        }
        return new Action(id(attempt), rule().name(), parameters, limit(), messages(), attempt);
    }

    /** Those of its messages that could not make a run even alone, each with the reason; empty when it is about all of them. */
    Map<Entry, String> culprits() {
        var culprits = new LinkedHashMap<Entry, String>();
        for (Entry entry : entries) {
            try {
                RunBatch.of(entry).action(1);
            } catch (Unusable e) {
                culprits.put(entry, e.getMessage());
            }
        }
        return culprits;
    }

    /** The others. */
    RunBatch without(Set<Entry> some) {
        return new RunBatch(
                entries.stream().filter(entry -> !some.contains(entry)).toList());
    }

    private String id(int attempt) {
        int index = first().match().index();
        return UNUSABLE_IN_IDENT.matcher(first().held().id()).replaceAll("_")
                + "-" + rule().name()
                + (index == 0 ? "" : "-" + index)
                + (attempt == 1 ? "" : "-a" + attempt);
    }

    private List<String> limit() {
        var names = new LinkedHashSet<String>();
        entries.forEach(e -> names.addAll(e.match().limit()));
        return List.copyOf(names);
    }

    private List<Message> messages() {
        return entries.stream().map(e -> e.held().message()).distinct().toList();
    }
}
