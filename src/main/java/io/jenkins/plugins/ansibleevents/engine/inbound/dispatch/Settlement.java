package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.HeldMessage.Failure;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.MatchFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends messages: acknowledged, released for a retry, or a dead letter. It notes that in the journal, counts it and
 * frees the place of the message. Belongs to the dispatcher's thread, except {@link #received} and {@link #inHand}.
 */
final class Settlement {

    private final SettlingThread settler;
    private final MessageJournal journal;
    private final DispatcherCounters counters;
    private final Shares shares = new Shares();
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger parked = new AtomicInteger();

    Settlement(SettlingThread settler, MessageJournal journal, DispatcherCounters counters) {
        this.settler = settler;
        this.journal = journal;
        this.counters = counters;
    }

    /** The places by endpoint. */
    Shares shares() {
        return shares;
    }

    /** These messages were received; each takes a place until it is settled. */
    void received(List<Lease> leases) {
        leases.forEach(lease -> shares.take(lease.message()));
        inHand.addAndGet(leases.size());
        leases.forEach(lease -> bytes.addAndGet(MatchFacts.memory(lease.message())));
    }

    /** About the memory of the messages that are not settled yet, in bytes. */
    long bytes() {
        return bytes.get();
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
        if (message.onlyWaits() && message.leavePlace()) {
            inHand.decrementAndGet();
            shares.giveBack(message.message());
            parked.incrementAndGet();
        }
    }

    /** It waits for a run again, so it needs a place. */
    void unpark(HeldMessage message) {
        if (message.takePlace()) {
            parked.decrementAndGet();
            shares.take(message.message());
            inHand.incrementAndGet();
        }
    }

    /** A message was received that has a place already. */
    void receivedAgain(Lease lease) {
        shares.giveBack(lease.message());
        inHand.decrementAndGet();
        bytes.addAndGet(-MatchFacts.memory(lease.message()));
    }

    /** A message is settled, or its lease is lost. */
    void release(HeldMessage message) {
        unpark(message);
        if (message.end()) {
            shares.giveBack(message.message());
            inHand.decrementAndGet();
            bytes.addAndGet(-MatchFacts.memory(message.message()));
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
        } else if (failure.get().again().isPresent()) {
            tryAgain(message, failure.get().reason(), failure.get().again().get());
        } else {
            dead(message, failure.get().reason());
        }
    }

    private void tryAgain(HeldMessage message, String reason, Duration delay) {
        counters.message("retried");
        MessageLog.triedAgain(message.endpoint(), message.id(), delay, reason);
        release(message);
        note(message, MessageJournal.QUEUED, reason);
        settler.nack(message, delay, reason);
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
        journal.state(message, state, reason);
    }
}
