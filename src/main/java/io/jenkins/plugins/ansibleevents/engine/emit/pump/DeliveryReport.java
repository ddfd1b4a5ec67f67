package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The result of a run's delivery to one receiver.
 *
 * @param emitter the emitter's name
 * @param target the receiver's address for users: no secret, no query
 * @param sent messages the receiver has taken
 * @param retried attempts that failed and were repeated
 * @param refused messages that became dead letters
 * @param dropped messages dropped by the emitter's spool rules
 * @param waiting messages kept to be sent later
 * @param again how many of these the receiver has taken already and will get again, because a message before them waits
 * @param lastProblem the reason of the last failed attempt, or null when none has failed
 */
public record DeliveryReport(
        String emitter,
        String target,
        long sent,
        long retried,
        long refused,
        long dropped,
        long waiting,
        long again,
        @CheckForNull String lastProblem) {

    /** Whether every message has reached the receiver. */
    public boolean complete() {
        return refused == 0 && dropped == 0 && waiting == 0;
    }

    /** {@code emitter audit (http://127.0.0.1:8080): 4046 sent, 3 retried, 0 refused, 0 waiting, 0 dropped}. */
    public String line() {
        String line = "emitter %s (%s): %d sent, %d retried, %d refused, %d waiting, %d dropped"
                .formatted(emitter, target, sent, retried, refused, waiting, dropped);
        line += again == 0 ? "" : " (" + again + " of those that wait were taken already and are sent again)";
        return complete() || lastProblem == null ? line : line + "; last problem: " + lastProblem;
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("emitter", emitter)
                .put("target", target)
                .put("sent", sent)
                .put("retried", retried)
                .put("refused", refused)
                .put("waiting", waiting)
                .put("again", again)
                .put("dropped", dropped)
                .put("last_problem", lastProblem);
    }
}
