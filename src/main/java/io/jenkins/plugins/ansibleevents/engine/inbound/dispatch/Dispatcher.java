package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.EarlierRuns.Decision;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.HeldMessage.Failure;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunBatch.Entry;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Acknowledge;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter.Interpretation;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Match;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.OnInterrupted;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.ReceivedCheck;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Retry;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Unusable;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives messages from a queue and starts the runs that rules ask for.
 *
 * <p><b>Durability.</b> A message is acknowledged when all runs it asks for have started (or ended, {@link
 * Acknowledge}); until then it is leased and is redelivered after a crash, whether it waited for a throttle window, for
 * a place, or for its run to start. A note that a run will be started is on disk before the run is. So after a crash
 * the dispatcher knows which runs may have begun, asks the starter how far they came ({@link RunStarter#earlier}), and
 * begins a run again that was cut off, unless its rule says otherwise ({@link OnInterrupted}).
 *
 * <p><b>Attempts.</b> Only a request for a run is an attempt, and one that is postponed ({@link Postponement}) is none.
 * A message that waits and is released or redelivered because a process ended has made none; a message that ends the
 * process whenever it is read is found by the {@link CrashGuard}.
 *
 * <p><b>Threads.</b> One receives and interprets ({@link Receiver}), one decides ({@link DecidingThread}), one settles
 * with the queue ({@link SettlingThread}); all state but the set of held messages belongs to the deciding one. The
 * public methods may be called by any thread.
 */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(Dispatcher.class.getName());

    private volatile Interpreter interpreter;
    private final RuleTallies tallies;
    private final MessageJournal journal;
    private final RunStarter starter;
    private volatile DispatcherOptions options;
    private final DispatcherCounters counters = new DispatcherCounters();
    private final SettlingThread settler;
    private final Groups groups;
    private final RunPlaces places;
    private final Receiver receiver;
    private final LivingThread receiving = new LivingThread("message receiver");
    private volatile Optional<Thread> receivingThread = Optional.empty();
    private final DecidingThread deciding = new DecidingThread();
    private final Map<String, HeldMessage> held = new ConcurrentHashMap<>();
    private final Settlement settlement;
    private final EarlierRuns earlier;
    private final CrashGuard guard;
    private final int maxAttempts;

    /**
     * Makes a dispatcher; {@link #start} begins.
     *
     * @param queue where messages come from; stays the caller's
     * @param rules what they start
     * @param checks by endpoint the checks of received messages; the empty name is for messages without an endpoint
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
        this.tallies = new RuleTallies(store, Clock.systemUTC());
        this.interpreter = new Interpreter(rules, checks, tallies);
        this.journal = journal;
        this.starter = starter;
        this.options = options;
        this.settler = new SettlingThread(queue, journal);
        this.settlement = new Settlement(settler, journal, counters);
        this.groups =
                new Groups(new Sink(), new ExpiringTable(store, "throttle", Clock.systemUTC()), new WindowBudget());
        this.places = new RunPlaces(options.maxRuns());
        this.maxAttempts = queue.maxAttempts();
        this.earlier = new EarlierRuns(journal, starter, maxAttempts);
        this.guard = new CrashGuard(store, Clock.systemUTC(), maxAttempts);
        this.receiver = new Receiver(queue, options.lease(), firstOf(queue), this::room, this::shares, this::received);
    }

    private Runnable firstOf(MessageQueue queue) {
        var recovery = new Recovery(queue, journal, starter, name -> interpreter.onInterrupted(name), counters);
        var check = new LimitsCheck(queue, () -> interpreter.rules(), () -> options.maxHeld());
        return () -> {
            recovery.run();
            check.run();
        };
    }

    /** Begins to receive. */
    public void start() {
        settler.keep(() -> List.copyOf(held.values()), options.lease(), lost -> deciding.decide(() -> lost(lost)));
        // Runs that a pause held up start within a second after its end.
        deciding.every(Duration.ofSeconds(1), this::pump);
        receivingThread = Optional.of(receiving.begin(receiver));
    }

    /** The health of the threads; while one is down, messages wait. */
    public List<ThreadHealth> threads() {
        return List.of(receiving.health(), deciding.health(), settler.health());
    }

    /**
     * Takes other rules and checks for messages received from now on; decisions made before keep their rule.
     *
     * @param rules what messages start
     * @param checks as for the constructor
     */
    public void rules(List<Rule> rules, Map<String, ReceivedCheck> checks) {
        interpreter = new Interpreter(rules, checks, tallies);
        tallies.keepOnly(rules);
    }

    /**
     * Takes another number of runs and of held messages; runs and held messages go on.
     *
     * @param next its lease counts from the next start on
     */
    public void limits(DispatcherOptions next) {
        options = new DispatcherOptions(next.maxRuns(), next.maxHeld(), next.maxHeldBytes(), options.lease());
        deciding.decide(() -> {
            places.maxRuns(next.maxRuns());
            pump();
        });
    }

    /** What became of the messages of each rule. */
    public RuleTallies tallies() {
        return tallies;
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

    private Shares.Round shares() {
        return settlement.shares().round(options.maxHeld(), options.maxHeldBytes());
    }

    private void received(List<Lease> leases) {
        Interpreter current = interpreter;
        List<Interpretation> interpreted = guard.read(leases, current::interpret);
        settlement.received(leases);
        deciding.decide(() -> {
            interpreted.forEach(this::routeOrBury);
            pump();
            // Later: a message whose run has started by then needs no note that it waits.
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
        Map<Match, Decision> decisions = new LinkedHashMap<>();
        each.matches().forEach(match -> decisions.put(match, earlier.decision(each.lease(), match)));
        long open = decisions.values().stream().filter(Dispatcher::isOpen).count();
        var message = new HeldMessage(each.lease(), (int) open);
        each.problem().ifPresent(why -> message.fail(Failure.forGood(why)));
        decisions.forEach((match, decision) -> {
            if (decision == Decision.DEAD) {
                message.fail(Failure.forGood(earlier.reason(each.lease(), match)));
            }
        });
        if (open > 0) {
            // Also beside a problem: matches that can run are not held up by one that cannot.
            hold(message, decisions);
        } else if (message.failure().isPresent()) {
            settlement.dead(message, message.failure().get().reason());
        } else {
            settlement.nothingToDo(message, each.matches().isEmpty());
        }
    }

    private static boolean isOpen(Decision decision) {
        return decision == Decision.BEGIN || decision == Decision.BEGIN_AGAIN;
    }

    private void hold(HeldMessage message, Map<Match, Decision> decisions) {
        held.put(message.id(), message);
        decisions.forEach((match, decision) -> {
            if (isOpen(decision)) {
                groups.add(new Entry(match, message, decision == Decision.BEGIN_AGAIN));
            }
        });
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
            Optional<RunBatch> next = places.take();
            if (next.isEmpty()) {
                return;
            }
            startRun(next.get());
        }
    }

    /**
     * The note is on disk before the run begins: after a crash no run is begun twice by mistake, and none is forgotten.
     */
    private void startRun(RunBatch batch) {
        try {
            Entry first = batch.first();
            Action action = batch.action(journal.tries(first.held().id(), first.match()) + 1);
            for (Entry entry : batch.entries()) {
                entry.held().starting();
                journal.starting(entry.held(), entry.match(), action.id());
            }
            settler.whenNoted(
                    () -> deciding.decide(() -> begin(batch, action)), e -> deciding.decide(() -> notNoted(batch, e)));
        } catch (Unusable e) {
            places.leave(batch);
            unusable(batch, e);
        } catch (RuntimeException | Error e) {
            notStarted(batch, e);
        }
    }

    /** A message that cannot make a run does not fail the others of its batch. */
    private void unusable(RunBatch batch, Unusable e) {
        Map<Entry, String> culprits = batch.entries().size() == 1 ? Map.of() : batch.culprits();
        if (culprits.isEmpty() || culprits.size() == batch.entries().size()) {
            failForGood(batch, e.getMessage());
            return;
        }
        culprits.forEach((entry, why) -> failForGood(RunBatch.of(entry), why));
        places.addFirst(batch.without(culprits.keySet()));
    }

    private void begin(RunBatch batch, Action action) {
        if (starter.paused()) {
            takeBack(batch);
            batch.entries().forEach(entry -> entry.held().waitsAgain());
            places.putBack(batch);
            return;
        }
        try {
            LOGGER.fine(() -> "starting " + action);
            starter.start(action, new BatchWatcher(batch));
        } catch (RuntimeException | Error e) {
            batch.entries().forEach(entry -> journal.notStarted(entry.held(), entry.match()));
            notStarted(batch, e);
        }
    }

    private void notStarted(RunBatch batch, Throwable e) {
        LOGGER.log(Level.WARNING, "a run of rule " + batch.rule().name() + " could not be started", e);
        places.leave(batch);
        fail(batch, "could not be started: " + e);
    }

    /** The disk is full or fails; the messages are retried later, without a limit. */
    private void notNoted(RunBatch batch, Exception e) {
        LOGGER.log(Level.FINE, "the beginning of a run cannot be noted", e);
        takeBack(batch);
        places.leave(batch);
        fail(
                batch,
                entry -> Failure.untilLater(
                        "its run is not begun, because that cannot be noted: " + e.getMessage(),
                        batch.rule().retry().delay()));
    }

    /** Gives the place of a run to the next one. */
    private void leave(RunBatch batch) {
        places.leave(batch);
        pump();
    }

    private void takeBack(RunBatch batch) {
        batch.entries().forEach(entry -> journal.notBegun(entry.held().id(), entry.match()));
    }

    private void fail(RunBatch batch, String reason) {
        fail(batch, entry -> new Failure(reason, nextTry(entry)));
    }

    private void failForGood(RunBatch batch, String reason) {
        batch.entries()
                .forEach(entry -> tallies.refused(
                        entry.match().rule().name(), entry.held().id(), reason));
        fail(batch, entry -> Failure.forGood(reason));
    }

    private void fail(RunBatch batch, Function<Entry, Failure> failure) {
        for (Entry entry : batch.entries()) {
            if (entry.held().settledOne(failure.apply(entry))) {
                settle(entry.held());
            }
        }
    }

    /** A match whose run is postponed once more, or dead after the last time. */
    private Failure postpone(Entry entry, String reason) {
        int times = journal.postponed(entry.held().id(), entry.match());
        Failure failure = Postponement.next(times, reason);
        // A dead letter that is put back begins anew.
        journal.notBegun(entry.held().id(), entry.match(), failure.again().isPresent() ? times + 1 : 0);
        return failure;
    }

    /** When a failed match is retried, by the number of its attempts; empty for never. */
    private Optional<Duration> nextTry(Entry entry) {
        int tries = journal.tries(entry.held().id(), entry.match());
        Retry retry = entry.match().rule().retry();
        return tries <= retry.times() && tries < maxAttempts ? Optional.of(retry.delay()) : Optional.empty();
    }

    private void succeed(RunBatch batch) {
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
        places.forget(message);
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

    /** Settles finished messages; waiting ones are redelivered after the next start. */
    @Override
    public void close() {
        stopReceiving();
        deciding.close();
        settler.close();
    }

    private final class Sink implements Groups.Sink {

        @Override
        public void fire(RunBatch batch) {
            places.add(batch);
        }

        @Override
        public void drop(Entry entry) {
            counters.message("throttled");
            if (entry.held().settledOne()) {
                throttled(entry);
                settle(entry.held());
            }
        }

        private void throttled(Entry entry) {
            HeldMessage message = entry.held();
            if (message.isStarted()) {
                return; // another rule has taken it: its runs say what became of it
            }
            String why = "throttled by rule " + entry.match().rule().name();
            settlement.note(message, MessageJournal.FILTERED, why);
            MessageLog.filtered(message.endpoint(), message.id(), why);
        }

        @Override
        public void refuse(Entry entry, String why) {
            Duration delay = entry.match().rule().retry().delay();
            if (entry.held().settledOne(Failure.untilLater(why, delay))) {
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

    /** Half of the memory is for messages in runs or before them; the windows of rules may take the other half. */
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

    /** Follows the run of one batch; whatever thread calls, it is worked on by the deciding one. */
    private final class BatchWatcher implements RunWatcher {

        private final RunBatch batch;
        private String run = "";

        BatchWatcher(RunBatch batch) {
            this.batch = batch;
        }

        @Override
        public void started(String name) {
            deciding.decide(() -> begun(name));
        }

        private void begun(String name) {
            run = name;
            counters.run("started");
            for (Entry entry : batch.entries()) {
                entry.held().begun();
                journal.begun(entry.held(), entry.match(), name);
            }
            if (acknowledge() == Acknowledge.STARTED) {
                succeed(batch);
            }
        }

        @Override
        public void finished(String status, boolean successful) {
            deciding.decide(() -> ended(status, successful));
        }

        private void ended(String status, boolean successful) {
            counters.run(status);
            MessageLog.ended(batch.rule().name(), run, status);
            batch.entries().forEach(e -> journal.ended(e.held(), e.match(), run, status, successful));
            leave(batch);
            if (acknowledge() == Acknowledge.STARTED) {
                return;
            }
            if (successful || acknowledge() == Acknowledge.FINISHED) {
                succeed(batch);
            } else {
                fail(batch, "run " + run + " ended " + status);
            }
        }

        @Override
        public void failed(String reason) {
            notStarted(() -> fail(batch, reason));
        }

        @Override
        public void postponed(String reason) {
            deciding.decide(() -> {
                counters.run("postponed");
                leave(batch);
                fail(batch, entry -> postpone(entry, reason));
            });
        }

        @Override
        public void refused(String reason) {
            notStarted(() -> failForGood(batch, reason));
        }

        private void notStarted(Runnable consequence) {
            deciding.decide(() -> {
                counters.run("not started");
                batch.entries().forEach(e -> journal.notStarted(e.held(), e.match()));
                leave(batch);
                consequence.run();
            });
        }

        @Override
        public void interrupted() {
            deciding.decide(() -> {
                counters.run(MessageJournal.INTERRUPTED);
                for (Entry entry : batch.entries()) {
                    if (run.isEmpty()) {
                        journal.notBegun(entry.held().id(), entry.match());
                    } else {
                        journal.interrupted(entry.held().id(), entry.match(), run);
                    }
                }
            });
        }

        private Acknowledge acknowledge() {
            return batch.rule().acknowledge();
        }
    }
}
