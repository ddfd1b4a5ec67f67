package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Admission;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import org.apache.qpid.protonj2.client.Delivery;

/** A message received from the broker, with the inlet that can settle it. */
record Incoming(AmqpInlet inlet, Delivery delivery, Message message) {
    boolean isWanted(Admission admission) {
        return admission.admits(message.endpoint().orElse(""), message.body().length);
    }
}
