package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import java.util.List;

/**
 * One event of a message that fits one rule, with everything evaluated that depends on it alone.
 *
 * @param rule the rule
 * @param index which element of the split list; 0 when it is not split
 * @param facts what further expressions see
 * @param group only matches with the same value are combined or throttled together
 * @param concurrencyKey only matches with the same value count for concurrency
 * @param limit host names; empty when the rule has no limit
 */
public record Match(Rule rule, int index, MatchFacts facts, String group, String concurrencyKey, List<String> limit) {

    /** Names this match within its message, also after a restart. */
    public String key() {
        return rule.name() + "#" + index;
    }
}
