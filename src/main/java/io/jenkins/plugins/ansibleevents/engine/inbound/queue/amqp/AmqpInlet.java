package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.DeliveryState;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.Session;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/**
 * The receiving link of one connection, with credit given by hand.
 *
 * <p>A settled delivery is not answered by the broker. Messages are therefore settled in a transaction, whose commit is
 * answered when it is durable. Where the broker has no transactions (RabbitMQ), it is asked to drain the link instead:
 * frames of a session are worked on in order, so when the answer is here the broker has seen every settlement before
 * it, though perhaps not written it.
 */
final class AmqpInlet {

    private final Connection connection;
    private final Session session;
    private final Receiver receiver;
    private final boolean transactions;
    private final long timeoutMillis;
    private int credit;
    private volatile boolean gone;

    AmqpInlet(Connection connection, AmqpSettings settings, boolean transactions) throws ClientException {
        this.connection = connection;
        this.timeoutMillis = settings.timeout().toMillis();
        this.transactions = transactions;
        this.session = connection.openSession();
        this.receiver = session.openReceiver(
                settings.queue(), new ReceiverOptions().autoAccept(false).creditWindow(0));
    }

    Connection connection() {
        return connection;
    }

    /** Whether the connection failed: what came over it belongs to the broker again. */
    boolean isGone() {
        return gone;
    }

    void lose() {
        gone = true;
    }

    /** Lets the broker send so many messages altogether. */
    synchronized void ask(int wanted) throws ClientException {
        if (wanted > credit) {
            receiver.addCredit(wanted - credit);
            credit = wanted;
        }
    }

    /** The next message, or null. */
    @CheckForNull
    Delivery next(long millis) throws ClientException {
        Delivery delivery = receiver.receive(millis, TimeUnit.MILLISECONDS);
        if (delivery != null) {
            synchronized (this) {
                credit = Math.max(0, credit - 1);
            }
        }
        return delivery;
    }

    /** Settles deliveries and returns when the broker has it. */
    synchronized void settle(List<Delivery> deliveries, DeliveryState outcome) throws ClientException {
        if (transactions) {
            session.beginTransaction();
        }
        for (Delivery delivery : deliveries) {
            delivery.disposition(outcome, true);
        }
        if (transactions) {
            session.commitTransaction();
        } else {
            drain();
        }
    }

    private void drain() throws ClientException {
        if (credit == 0) {
            receiver.addCredit(1);
        }
        try {
            receiver.drain().get(timeoutMillis, TimeUnit.MILLISECONDS);
            credit = 0;
        } catch (ExecutionException | TimeoutException e) {
            throw new ClientException("the broker does not confirm the acknowledgement", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("interrupted while the broker confirms the acknowledgement", e);
        }
    }
}
