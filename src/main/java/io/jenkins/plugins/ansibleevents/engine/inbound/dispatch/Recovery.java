package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.OnInterrupted;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Publishes acknowledged messages again whose runs an earlier process began and did not end; they are received as all
 * others. A crash in between puts a message into the queue twice at worst; the journal then knows the first one.
 *
 * <p>Belongs to the receiving thread. While the queue is full or away, it is tried every five seconds.
 */
final class Recovery implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(Recovery.class.getName());

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final MessageQueue queue;
    private final Function<String, OnInterrupted> rules;
    private final DispatcherCounters counters;
    private final MessageJournal journal;
    private final RunStarter starter;
    private final Deque<String> left;
    private long notBefore = System.nanoTime();

    /**
     * Finds the messages now; runs that this process begins later do not count.
     *
     * @param rules by its name what a rule says about runs that were cut off
     */
    Recovery(
            MessageQueue queue,
            MessageJournal journal,
            RunStarter starter,
            Function<String, OnInterrupted> rules,
            DispatcherCounters counters) {
        this.rules = rules;
        this.counters = counters;
        this.queue = queue;
        this.journal = journal;
        this.starter = starter;
        this.left = new ArrayDeque<>(journal.kept().ids());
    }

    /** Publishes the messages that are left, when it is time. */
    @Override
    public void run() {
        while (!left.isEmpty() && !starter.paused() && System.nanoTime() - notBefore >= 0) {
            if (takeUp(left.getFirst())) {
                left.removeFirst();
            } else {
                notBefore = System.nanoTime() + PAUSE.toNanos();
            }
        }
    }

    /** Into the queue, or to the dead letters at once: another consumer of the queue would just run it. */
    private void giveBack(Message message) throws QueueException {
        Optional<JournalEntry.NotedRun> forAPerson = journal.entry(message.id()).stream()
                .flatMap(entry -> entry.runs().values().stream())
                .filter(run -> !run.ended() && isForAPerson(run))
                .findFirst();
        if (forAPerson.isEmpty()) {
            queue.publishAgain(message);
            LOGGER.fine(() -> message + " is in the queue again, its run was cut off");
            return;
        }
        String why = EarlierRuns.reason(forAPerson.get());
        queue.publishDead(message, why);
        String endpoint = message.endpoint().orElse("");
        journal.cutOff(message.id(), endpoint, why);
        counters.message("dead");
        MessageLog.dead(endpoint, message.id(), why);
    }

    private boolean isForAPerson(JournalEntry.NotedRun run) {
        return rules.apply(run.rule()) == OnInterrupted.DEAD || run.tries() >= queue.maxAttempts();
    }

    private boolean takeUp(String id) {
        try {
            Optional<Message> message = journal.kept().message(id);
            if (message.isPresent() && journal.foundOut(id, starter)) {
                giveBack(message.get());
            }
            journal.kept().forget(id);
            journal.sync();
            return true;
        } catch (QueueException e) {
            Level level = e.isTheBrokersFault() ? Level.FINE : Level.WARNING;
            LOGGER.log(
                    level,
                    e,
                    () -> "message " + id + ", whose run was cut off, is not yet in the queue again: "
                            + e.getMessage());
            return e.kind() == QueueException.Kind.CLOSED;
        } catch (StoreException e) {
            LOGGER.log(Level.WARNING, e, () -> "what became of message " + id + " is not noted: " + e.getMessage());
            return false;
        } catch (IllegalStateException e) {
            LOGGER.log(Level.SEVERE, e, () -> "message " + id + " is lost: " + e.getMessage());
            return true;
        }
    }
}
