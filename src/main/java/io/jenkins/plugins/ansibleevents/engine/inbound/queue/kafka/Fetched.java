package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Admission;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;

/**
 * A message of a partition this process has.
 *
 * @param progress of its partition, for as long as this process has it
 * @param offset its place there
 */
record Fetched(PartitionProgress progress, long offset, Message message) {

    boolean isWanted(Admission admission) {
        return admission.admits(message.endpoint().orElse(""), message.body().length);
    }

    int size() {
        return message.body().length;
    }
}
