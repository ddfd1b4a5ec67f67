package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/**
 * The dead-letter queue. Not every broker can show a message without giving it away: what is looked at is received and
 * released again, hidden from others for that moment.
 */
final class AmqpDeadLetters {

    private static final int MOST_LOOKED_AT = 10_000;
    private static final long QUIET_MILLIS = 300;

    /** Decides about one dead letter; true removes it. */
    interface Visitor {
        boolean remove(DeadLetter letter) throws QueueException;
    }

    private final AmqpSettings settings;
    private final AmqpLine line;

    AmqpDeadLetters(AmqpSettings settings, AmqpLine line) {
        this.settings = settings;
        this.line = line;
    }

    List<DeadLetter> list(int max) throws ClientException, QueueException {
        var letters = new ArrayList<DeadLetter>();
        visit(max, letter -> {
            letters.add(letter);
            return false;
        });
        return letters;
    }

    /** Shows the oldest so many to a visitor, one after the other, and removes those it says. */
    synchronized void visit(int max, Visitor visitor) throws ClientException, QueueException {
        Connection connection = line.connection();
        try {
            Receiver receiver = connection.openReceiver(
                    settings.deadLetterQueue(),
                    new ReceiverOptions().autoAccept(false).creditWindow(0));
            try {
                visit(receiver, Math.min(max, MOST_LOOKED_AT), visitor);
            } finally {
                // The broker answers this after it has seen what was settled before.
                receiver.close();
            }
        } catch (ClientException e) {
            line.broken(connection);
            throw e;
        }
    }

    private void visit(Receiver receiver, int max, Visitor visitor) throws ClientException, QueueException {
        var kept = new ArrayList<Delivery>();
        receiver.addCredit(max);
        try {
            Delivery next = receiver.receive(settings.timeout().toMillis() / 5, TimeUnit.MILLISECONDS);
            for (int seen = 1; next != null; seen++) {
                if (visitor.remove(AmqpMessages.decodeDead(next.message()))) {
                    next.accept();
                } else {
                    kept.add(next);
                }
                next = seen < max ? receiver.receive(QUIET_MILLIS, TimeUnit.MILLISECONDS) : null;
            }
        } finally {
            for (Delivery delivery : kept) {
                delivery.release();
            }
        }
    }
}
