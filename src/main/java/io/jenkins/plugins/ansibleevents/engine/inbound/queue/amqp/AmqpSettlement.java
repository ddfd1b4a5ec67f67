package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.DeliveryState;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.client.exceptions.ClientTransactionDeclarationException;

/**
 * Tells the broker what became of messages (in AMQP's words: settles deliveries with an outcome), each over the inlet
 * it came by, and forgets them here when the broker has confirmed it. When it does not confirm, the inlet is closed:
 * the broker redelivers all messages that were received over it.
 *
 * <p>Safe for use by several threads.
 */
final class AmqpSettlement {

    private final LeaseBook<Incoming> book;
    private final AmqpIntake intake;
    private final String description;

    AmqpSettlement(LeaseBook<Incoming> book, AmqpIntake intake, String description) {
        this.book = book;
        this.intake = intake;
        this.description = description;
    }

    /** The messages are done, here and at the broker. */
    void accept(List<LeaseBook.Taken<Incoming>> held) throws QueueException {
        settle(held, DeliveryState.accepted());
    }

    /** Azure Service Bus makes a dead letter of a message that is rejected so, and notes the reason with it. */
    void deadLetterAtAzure(LeaseBook.Taken<Incoming> held, String reason) throws QueueException {
        Map<String, Object> info = Map.of("DeadLetterReason", "ansible-events", "DeadLetterErrorDescription", reason);
        settle(List.of(held), DeliveryState.rejected("com.microsoft:dead-letter", reason, info));
    }

    /** An inlet that fails keeps none of the others from being settled. */
    private void settle(List<LeaseBook.Taken<Incoming>> held, DeliveryState outcome) throws QueueException {
        QueueException failure = null;
        for (Map.Entry<AmqpInlet, List<LeaseBook.Taken<Incoming>>> one :
                byInlet(held).entrySet()) {
            try {
                settle(one.getKey(), one.getValue(), outcome);
            } catch (QueueException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Map<AmqpInlet, List<LeaseBook.Taken<Incoming>>> byInlet(List<LeaseBook.Taken<Incoming>> held) {
        var byInlet = new LinkedHashMap<AmqpInlet, List<LeaseBook.Taken<Incoming>>>();
        for (LeaseBook.Taken<Incoming> one : held) {
            byInlet.computeIfAbsent(one.entry().content().inlet(), i -> new ArrayList<>())
                    .add(one);
        }
        return byInlet;
    }

    private void settle(AmqpInlet inlet, List<LeaseBook.Taken<Incoming>> held, DeliveryState outcome)
            throws QueueException {
        confirm(
                inlet,
                held.stream().map(one -> one.entry().content().delivery()).toList(),
                outcome);
        for (LeaseBook.Taken<Incoming> one : held) {
            if (book.remove(one.receipt())) {
                intake.released(one.entry().content());
            }
        }
    }

    private void confirm(AmqpInlet inlet, List<Delivery> deliveries, DeliveryState outcome) throws QueueException {
        try {
            inlet.settle(deliveries, outcome);
        } catch (ClientException e) {
            intake.broken(inlet);
            throw new QueueException(
                    QueueException.Kind.LEASE_LOST,
                    description + ": the broker did not confirm the settlement: " + e.getMessage()
                            + "; the message may be redelivered" + hint(e),
                    e);
        }
    }

    private static String hint(ClientException error) {
        return error instanceof ClientTransactionDeclarationException
                ? " (has this broker no transactions? set transactions: false)"
                : "";
    }
}
