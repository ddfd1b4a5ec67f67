package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.HeldMessage.Failure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends messages: acknowledged, given back for another try, or a dead letter; noted in the journal, counted, and their
 * place given back. Belongs to the dispatcher's thread, but for {@link #received} and {@link #inHand}.
 */
final class Settlement {

    private final Settler settler;
    private final MessageJournal journal;
    private final DispatcherCounters counters;
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();

    Settlement(Settler settler, MessageJournal journal, DispatcherCounters counters) {
        this.settler = settler;
        this.journal = journal;
        this.counters = counters;
    }

    /** So many messages were received; each takes a place until it is settled. */
    void received(int messages) {
        inHand.addAndGet(messages);
    }

    int inHand() {
        return inHand.get();
    }

    /** Messages without a place: they wait for the end of a window. */
    int parked() {
        return parked.get();
    }

    /** Its place goes to another message while it waits for the end of a window only. */
    void park(HeldMessage message) {
        if (message.onlyWaits() && message.release()) {
            inHand.decrementAndGet();
            parked.incrementAndGet();
        }
    }

    /** There is something to be done with it again. */
    void unpark(HeldMessage message) {
        if (message.takePlace()) {
            parked.decrementAndGet();
            inHand.incrementAndGet();
        }
    }

    /** A message was received that has a place already. */
    void givePlaceBack() {
        inHand.decrementAndGet();
    }

    void release(HeldMessage message) {
        if (message.release()) {
            givePlaceBack();
        }
    }

    /** All matches of a message have come to an end. */
    void settle(HeldMessage message) {
        Optional<Failure> failure = message.failure();
        if (failure.isEmpty()) {
            if (message.isStarted()) {
                MessageLog.done(message.endpoint(), message.id());
            }
            acknowledge(message);
        } else if (failure.get().isWorthATry(message.lease().attempt())) {
            tryAgain(message, failure.get());
        } else {
            dead(message, failure.get().reason());
        }
    }

    private void tryAgain(HeldMessage message, Failure failure) {
        counters.message("retried");
        MessageLog.triedAgain(message.endpoint(), message.id(), failure.delay(), failure.reason());
        release(message);
        note(message, MessageJournal.QUEUED, failure.reason());
        settler.nack(message, failure.delay(), failure.reason());
    }

    /** No rule wants it, or everything it asks for has been started before. */
    void nothingToDo(HeldMessage message, boolean filtered) {
        if (filtered) {
            counters.message("filtered");
            note(message, MessageJournal.FILTERED, "");
            MessageLog.filtered(message.endpoint(), message.id(), "no rule wants it");
        } else {
            MessageLog.done(message.endpoint(), message.id());
        }
        acknowledge(message);
    }

    private void acknowledge(HeldMessage message) {
        counters.message("done");
        release(message);
        settler.ack(message);
    }

    void dead(HeldMessage message, String reason) {
        MessageLog.dead(message.endpoint(), message.id(), reason);
        counters.message("dead");
        release(message);
        note(message, MessageJournal.DEAD, reason);
        settler.deadLetter(message, reason);
    }

    void note(HeldMessage message, String state, String reason) {
        journal.state(message.id(), message.endpoint(), state, message.lease().attempt(), reason);
    }
}
