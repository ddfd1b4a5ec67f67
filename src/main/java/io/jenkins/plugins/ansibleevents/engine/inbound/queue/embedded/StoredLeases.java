package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BookedLeases;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook.Taken;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.util.ArrayList;
import java.util.List;

/**
 * Leases of messages whose bodies are in the file: the book has the head of a message only, and its body is read when
 * it is leased. An attempt is counted on disk with the next write, so a crash may forget an attempt, never a message.
 *
 * <p>Safe for use by several threads.
 */
final class StoredLeases implements BookedLeases.Owner<StoredMessage.Head> {

    private final QueueTables tables;
    private final LeaseBook<StoredMessage.Head> book;
    private final WaitingMessages waiting;
    private final QueueWriter writer;

    StoredLeases(QueueTables tables, LeaseBook<StoredMessage.Head> book, WaitingMessages waiting, QueueWriter writer) {
        this.tables = tables;
        this.book = book;
        this.waiting = waiting;
        this.writer = writer;
    }

    @Override
    public void fill() {
        waiting.load();
    }

    /** Leaves out messages that the file does not have any more, and forgets them. */
    @Override
    public List<Lease> leases(List<Taken<StoredMessage.Head>> taken) {
        var leases = new ArrayList<Lease>(taken.size());
        for (Taken<StoredMessage.Head> one : taken) {
            byte[] value = tables.message(one.entry().sequence());
            if (value == null) {
                book.remove(one.receipt());
                continue;
            }
            Message message = StoredMessage.decode(value).message();
            leases.add(new Lease(message, one.receipt(), one.entry().attempts(), one.until()));
        }
        if (!taken.isEmpty()) {
            writer.alongside(() -> taken.forEach(this::countAttempt));
        }
        return leases;
    }

    private void countAttempt(Taken<StoredMessage.Head> taken) {
        long sequence = taken.entry().sequence();
        tables.setAttempts(sequence, new Attempts(taken.entry().attempts(), 0, lastReason(taken)));
    }

    /** Returns when the dead letter is on disk. */
    void bury(Taken<StoredMessage.Head> held, String reason) throws QueueException {
        var last = new Attempts(held.entry().attempts(), 0, reason);
        writer.write(() -> tables.bury(held.entry().sequence(), held.entry().id(), last));
        book.remove(held.receipt());
    }

    private String lastReason(Taken<StoredMessage.Head> held) {
        return tables.attempts(held.entry().sequence()).reason();
    }
}
