package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Instant;

/**
 * A message that was given up.
 *
 * @param message the message as it was
 * @param reason why, in one sentence; what the broker says when it gave the message up itself; may be empty
 * @param attempts how often it was received; 0 when the broker does not tell
 * @param since when it was given up
 */
public record DeadLetter(Message message, String reason, int attempts, Instant since) {

    public String id() {
        return message.id();
    }
}
