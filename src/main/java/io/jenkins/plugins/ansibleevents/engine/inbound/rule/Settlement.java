package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.rule.HeldMessage.Failure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * Ends messages: acknowledged, given back for another try, or a dead letter; noted in the journal, counted, and their
 * place given back. Belongs to the dispatcher's thread, but for {@link #received} and {@link #inHand}.
 */
final class Settlement {

    private static final Logger LOGGER = Logger.getLogger(Settlement.class.getName());

    private final Settler settler;
    private final MessageJournal journal;
    private final DispatcherCounters counters;
    private final AtomicInteger inHand = new AtomicInteger();

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
            acknowledge(message);
        } else if (failure.get().isWorthATry(message.lease().attempt())) {
            tryAgain(message, failure.get());
        } else {
            dead(message, failure.get().reason());
        }
    }

    private void tryAgain(HeldMessage message, Failure failure) {
        counters.message("retried");
        release(message);
        note(message, MessageJournal.QUEUED, failure.reason());
        settler.nack(message, failure.delay(), failure.reason());
    }

    /** No rule wants it, or everything it asks for has been started before. */
    void nothingToDo(HeldMessage message, boolean filtered) {
        if (filtered) {
            counters.message("filtered");
            note(message, MessageJournal.FILTERED, "");
        }
        acknowledge(message);
    }

    private void acknowledge(HeldMessage message) {
        counters.message("done");
        release(message);
        settler.ack(message);
    }

    void dead(HeldMessage message, String reason) {
        LOGGER.warning(() -> message.message() + " became a dead letter: " + reason);
        counters.message("dead");
        release(message);
        note(message, MessageJournal.DEAD, reason);
        settler.deadLetter(message, reason);
    }

    void note(HeldMessage message, String state, String reason) {
        journal.state(message.id(), message.endpoint(), state, message.lease().attempt(), reason);
    }
}
