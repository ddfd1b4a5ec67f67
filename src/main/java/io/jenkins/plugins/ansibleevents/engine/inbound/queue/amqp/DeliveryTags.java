package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import java.lang.reflect.Method;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.engine.IncomingDelivery;

/**
 * The tag of a delivery. The client keeps it to itself, but in Azure it is the token of the message's lock, and without
 * it no lock can be renewed.
 */
final class DeliveryTags {

    private DeliveryTags() {}

    static byte[] of(Delivery delivery) throws ClientException {
        try {
            Method inner = delivery.getClass().getSuperclass().getDeclaredMethod("protonDelivery");
            inner.setAccessible(true);
            return ((IncomingDelivery) inner.invoke(delivery)).getTag().tagBytes();
        } catch (ReflectiveOperationException e) {
            throw new ClientException("this version of the AMQP client does not show the tag of a delivery", e);
        }
    }
}
