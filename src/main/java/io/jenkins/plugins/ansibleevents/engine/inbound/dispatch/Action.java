package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.util.List;
import java.util.Map;

/**
 * A run to be started.
 *
 * @param id the same whenever the same messages start the same rule again after a crash; letters, digits, {@code _-.}
 * @param rule the rule's name
 * @param parameters the values of the rule's parameters
 * @param limit host names; empty only when the rule has no limit
 * @param messages what it is for, at least one
 * @param attempt how often a run was asked for, for the first message, this time included; from 1
 */
public record Action(
        String id,
        String rule,
        Map<String, JsonNode> parameters,
        List<String> limit,
        List<Message> messages,
        int attempt) {

    public Action {
        parameters = Map.copyOf(parameters);
        limit = List.copyOf(limit);
        messages = List.copyOf(messages);
    }

    /** Id, rule and number of messages only: parameters may hold secrets. */
    @Override
    public String toString() {
        return "run " + id + " of rule " + rule + " for " + messages.size() + " messages";
    }
}
