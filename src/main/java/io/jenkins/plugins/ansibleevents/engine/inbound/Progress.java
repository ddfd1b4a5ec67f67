package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Where the status URL learns what became of a message. Called by the threads of requests, several at once; it answers
 * from what is known here and throws nothing: what a broker does not tell is left out.
 */
public interface Progress {

    /**
     * What is known of a message: {@code {"id", "state", "since", "attempts", "runs": [{"rule", "run", "state"}]}}, state
     * being {@code queued}, {@code scheduled}, {@code running} (in Jenkins {@code building}), {@code filtered}, {@code
     * done} or {@code dead}, and {@code acknowledged} where the queue tells; empty when the id is unknown or belongs to another endpoint.
     */
    Optional<ObjectNode> of(String endpoint, String messageId);

    /** A message was stored; called before its 202 is sent. */
    default void accepted(String endpoint, String messageId) {}
}
