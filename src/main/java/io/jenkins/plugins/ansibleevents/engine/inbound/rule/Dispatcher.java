package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Batch.Entry;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.HeldMessage.Failure;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter.Interpretation;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes messages from a queue and starts what the rules ask for.
 *
 * <p><b>Durability.</b> A message is acknowledged when all runs it asks for have started (or ended, {@link Acknowledge});
 * until then it is leased and comes again after a crash, whether it waited for a throttle window, for a place, or for
 * its run to start. A run that the journal knows is not started again. Between the start of a run and the note of it lie
 * some milliseconds: a crash there starts it twice rather than never.
 *
 * <p><b>Threads.</b> One receives and interprets ({@link Receiver}), one decides ({@link DecidingThread}), one talks back
 * to the queue ({@link Settler}); all state but the set of held messages belongs to the deciding one. The public methods
 * may be called by any thread.
 */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(Dispatcher.class.getName());

    private volatile Interpreter interpreter;
    private final MessageJournal journal;
    private final RunStarter starter;
    private volatile DispatcherOptions options;
    private final DispatcherCounters counters = new DispatcherCounters();
    private final Settler settler;
    private final Groups groups;
    private final Lanes lanes;
    private final Receiver receiver;
    private final LivingThread receiving = new LivingThread("message receiver");
    private volatile Optional<Thread> receivingThread = Optional.empty();
    private final DecidingThread deciding = new DecidingThread();
    private final Map<String, HeldMessage> held = new ConcurrentHashMap<>();
    private final Settlement settlement;

    /**
     * Makes a dispatcher; {@link #start} begins.
     *
     * @param queue where messages come from; stays the caller's
     * @param rules what they start
     * @param checks by endpoint what is demanded of received messages; the empty name is for messages without one
     * @param store keeps throttle windows; stays the caller's
     * @param journal what became of messages; the caller syncs it every second or so
     * @param starter starts runs
     */
    public Dispatcher(
            MessageQueue queue,
            List<Rule> rules,
            Map<String, ReceivedCheck> checks,
            Store store,
            MessageJournal journal,
            RunStarter starter,
            DispatcherOptions options) {
        this.interpreter = new Interpreter(rules, checks);
        this.journal = journal;
        this.starter = starter;
        this.options = options;
        this.settler = new Settler(queue, journal);
        this.settlement = new Settlement(settler, journal, counters);
        this.groups =
                new Groups(new Sink(), new ExpiringTable(store, "throttle", Clock.systemUTC()), new WindowBudget());
        this.lanes = new Lanes(options.maxRuns());
        this.receiver = new Receiver(queue, options.lease(), this::room, this::received);
    }

    /** Begins to receive. */
    public void start() {
        settler.keep(() -> List.copyOf(held.values()), options.lease(), lost -> deciding.decide(() -> lost(lost)));
        // What a pause held up goes on within a second after its end.
        deciding.every(Duration.ofSeconds(1), this::pump);
        receivingThread = Optional.of(receiving.begin(receiver));
    }

    /** How the threads are that must live; when one is not up, messages wait. */
    public List<ThreadHealth> threads() {
        return List.of(receiving.health(), deciding.health(), settler.health());
    }

    /**
     * Takes other rules and checks for what is received from now on; what was decided before keeps its rule.
     *
     * @param rules what messages start
     * @param checks as for the constructor
     */
    public void rules(List<Rule> rules, Map<String, ReceivedCheck> checks) {
        interpreter = new Interpreter(rules, checks);
    }

    /**
     * Takes another number of runs and of held messages; what runs or is held goes on.
     *
     * @param next its lease counts from the next start on
     */
    public void limits(DispatcherOptions next) {
        options = new DispatcherOptions(next.maxRuns(), next.maxHeld(), next.maxHeldBytes(), options.lease());
        deciding.decide(() -> {
            lanes.maxRuns(next.maxRuns());
            pump();
        });
    }

    public DispatcherCounters counters() {
        return counters;
    }

    /** Messages that wait or whose runs have not yet come far enough to be acknowledged. */
    public int held() {
        return settlement.inHand() + settlement.parked();
    }

    /** Those of them that wait for the end of a window only, and take no place. */
    public int waiting() {
        return settlement.parked();
    }

    private int room() {
        boolean isFull = settlement.bytes() >= options.maxHeldBytes();
        return isFull || starter.paused() ? 0 : options.maxHeld() - settlement.inHand();
    }

    private void received(List<Lease> leases) {
        Interpreter current = interpreter;
        List<Interpretation> interpreted =
                leases.stream().map(current::interpret).toList();
        settlement.received(leases);
        deciding.decide(() -> {
            interpreted.forEach(this::routeOrBury);
            pump();
            // Later: what has started by then needs no note that it waits.
            deciding.decide(() -> leases.forEach(lease -> noteWaiting(lease.id())));
        });
    }

    private void routeOrBury(Interpretation each) {
        try {
            route(each);
        } catch (RuntimeException | Error e) {
            String why = Interpreter.unexpected("could not be handled", e);
            HeldMessage known = held.getOrDefault(each.lease().id(), new HeldMessage(each.lease(), 0));
            if (!known.isStarted()) {
                forget(known);
                settlement.dead(known, why);
            }
        }
    }

    private void route(Interpretation each) {
        counters.message("received");
        HeldMessage known = held.get(each.lease().id());
        if (known != null) {
            // Its lease ended unnoticed; it is still being worked on, now with the new lease.
            known.lease(each.lease());
            settlement.receivedAgain(each.lease());
            return;
        }
        List<Match> open = each.matches().stream()
                .filter(match -> !journal.settledBefore(each.lease().id(), match))
                .toList();
        var message = new HeldMessage(each.lease(), open.size());
        each.problem().ifPresent(why -> message.fail(new Failure(why, Optional.empty())));
        if (!open.isEmpty()) {
            // Also beside a problem: what can be carried out is not held up by what cannot.
            hold(message, open);
        } else if (each.problem().isPresent()) {
            settlement.dead(message, each.problem().get());
        } else {
            settlement.nothingToDo(message, each.matches().isEmpty());
        }
    }

    private void hold(HeldMessage message, List<Match> matches) {
        held.put(message.id(), message);
        matches.forEach(match -> groups.add(new Entry(match, message)));
        settlement.park(message);
    }

    private void noteWaiting(String id) {
        HeldMessage message = held.get(id);
        if (message != null && !message.hasBegun()) {
            settlement.note(message, MessageJournal.SCHEDULED, "");
        }
    }

    private void pump() {
        while (!starter.paused()) {
            Optional<Batch> next = lanes.take();
            if (next.isEmpty()) {
                return;
            }
            startRun(next.get());
        }
    }

    private void startRun(Batch batch) {
        try {
            Action action = batch.action();
            LOGGER.fine(() -> "starting " + action);
            batch.entries().forEach(entry -> entry.held().starting());
            starter.start(action, new BatchWatcher(batch, journal, counters, new Followed()));
        } catch (Unusable e) {
            lanes.leave(batch);
            fail(batch, new Failure(e.getMessage(), Optional.empty()));
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "a run of rule " + batch.rule().name() + " could not be started", e);
            lanes.leave(batch);
            fail(
                    batch,
                    new Failure(
                            "could not be started: " + e,
                            Optional.of(batch.rule().retry())));
        }
    }

    private void fail(Batch batch, Failure failure) {
        for (Entry entry : batch.entries()) {
            if (entry.held().settledOne(failure)) {
                settle(entry.held());
            }
        }
    }

    private void succeed(Batch batch) {
        for (Entry entry : batch.entries()) {
            if (entry.held().settledOne()) {
                settle(entry.held());
            }
        }
    }

    /** All matches of a message have come to an end. */
    private void settle(HeldMessage message) {
        held.remove(message.id(), message);
        settlement.settle(message);
    }

    private void lost(HeldMessage message) {
        if (message.isStarted()) {
            // Its run goes on; when the message comes here again, it is recognised.
            return;
        }
        forget(message);
        settlement.release(message);
    }

    private void forget(HeldMessage message) {
        groups.forget(message);
        lanes.forget(message);
        held.remove(message.id(), message);
    }

    /** Stops receiving; runs go on and messages are still settled. */
    public void stopReceiving() {
        receiver.stop();
        receiving.end();
        try {
            if (receivingThread.isPresent()) {
                receivingThread.get().interrupt();
                receivingThread.get().join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Settles what can be settled; whatever waits comes again after the next start. */
    @Override
    public void close() {
        stopReceiving();
        deciding.close();
        settler.close();
    }

    private final class Sink implements Groups.Sink {

        @Override
        public void fire(Batch batch) {
            lanes.add(batch);
        }

        @Override
        public void drop(Entry entry) {
            counters.message("throttled");
            if (entry.held().settledOne()) {
                String why = "throttled by rule " + entry.match().rule().name();
                settlement.note(entry.held(), MessageJournal.FILTERED, why);
                MessageLog.filtered(entry.held().endpoint(), entry.held().id(), why);
                settle(entry.held());
            }
        }

        @Override
        public void refuse(Entry entry, String why) {
            var failure = new Failure(why, Optional.of(entry.match().rule().retry()));
            if (entry.held().settledOne(failure)) {
                settle(entry.held());
            }
        }

        @Override
        public void left(Entry entry) {
            settlement.unpark(entry.held());
        }

        @Override
        public void after(Duration time, Runnable callback) {
            deciding.after(time, () -> {
                callback.run();
                pump();
            });
        }
    }

    /** Half of the memory is for what runs or waits for a run, whatever the windows of rules take. */
    private final class WindowBudget implements Groups.Budget {

        @Override
        public int ofARule() {
            return options.maxHeld();
        }

        @Override
        public long bytes() {
            return options.maxHeldBytes() / 2;
        }
    }

    /** What the run of a batch means for its messages. */
    private final class Followed implements BatchWatcher.Home {

        @Override
        public void decide(Runnable step) {
            deciding.decide(step);
        }

        @Override
        public void succeed(Batch batch) {
            Dispatcher.this.succeed(batch);
        }

        @Override
        public void fail(Batch batch, Failure failure) {
            Dispatcher.this.fail(batch, failure);
        }

        @Override
        public void leave(Batch batch) {
            lanes.leave(batch);
            pump();
        }
    }
}
