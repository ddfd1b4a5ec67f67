package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Instant;

/**
 * A message that was put aside, with the reason.
 *
 * @param message the message as it was
 * @param reason why, in one sentence; the broker's reason when the broker put it aside; may be empty
 * @param attempts how often it was received; 0 when the broker does not report it
 * @param since when it became a dead letter
 */
public record DeadLetter(Message message, String reason, int attempts, Instant since) {

    public String id() {
        return message.id();
    }
}
