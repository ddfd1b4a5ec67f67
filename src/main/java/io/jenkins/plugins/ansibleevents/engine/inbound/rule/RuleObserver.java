package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;

/** Is notified of each message that a rule has looked at. */
public interface RuleObserver {

    /** Takes no notice. */
    RuleObserver NONE = (rule, lease, matched, problem) -> {};

    /**
     * A rule has looked at a message of its endpoint.
     *
     * @param matched whether it wants the message, or a part of it
     * @param problem why it cannot have the message, or a part of it; empty when nothing is wrong
     */
    void looked(Rule rule, Lease lease, boolean matched, String problem);
}
