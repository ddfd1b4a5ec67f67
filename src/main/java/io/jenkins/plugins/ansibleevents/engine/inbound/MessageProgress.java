package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a message, for the status URL. Called by the threads of requests, several at once. It throws nothing:
 * facts that a broker does not report are left out.
 */
public interface MessageProgress {

    /** The states after which nothing comes. */
    Set<String> ENDS = Set.of("done", "dead", "filtered", "dropped");

    /**
     * The known state of a message: {@code {"id", "state", "since", "attempts", "runs": [{"rule", "run", "state"}]}},
     * state being {@code queued}, {@code scheduled}, {@code running} (in Jenkins {@code building}), {@code filtered},
     * {@code done} or {@code dead}, and {@code acknowledged} where the queue reports it; empty when the id is unknown
     * or belongs to another endpoint.
     */
    Optional<ObjectNode> of(String endpoint, String messageId);

    /** Whether a message has come to its end, as far as it is known here. */
    default boolean hasEnded(String endpoint, String messageId) {
        return of(endpoint, messageId).map(MessageProgress::isEnd).orElse(false);
    }

    private static boolean isEnd(ObjectNode progress) {
        String state = progress.path("state").asText();
        if (!state.equals("running")) {
            return ENDS.contains(state);
        }
        // Runs that an earlier process was killed in are none any more.
        boolean runs = false;
        for (JsonNode run : progress.path("runs")) {
            runs |= run.path("state").asText().equals("running");
        }
        return !runs;
    }

    /** A message was stored; called before its 202 is sent. */
    default void accepted(String endpoint, String messageId) {}
}
