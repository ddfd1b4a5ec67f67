package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Backoff;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The one thread that owns the Kafka consumer: polls without end (also while nothing more fits, with all partitions
 * paused, so that the group does not remove it), puts records into the book, commits for several callers in one
 * request, and starts over with a new consumer when the old one fails.
 */
final class KafkaIntake implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(KafkaIntake.class.getName());

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);
    /** How often a quiet consumer asks the broker whether it is there. */
    private static final long WATCH_NANOS = Duration.ofSeconds(5).toNanos();

    private final KafkaSettings settings;
    private final Runnable topics;
    private final Supplier<Consumer<byte[], byte[]>> members;
    private final HealthRecord health;
    private final String description;
    private final KafkaPartitions partitions;
    private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> commits = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile boolean polling;
    private volatile QueueException failure;
    private volatile long lag = -1;
    private long watched;
    private boolean rebalancing;

    /**
     * Makes an intake.
     *
     * @param topics makes sure that the topics are there
     * @param members makes a new member of the consumer group
     */
    KafkaIntake(
            KafkaSettings settings,
            Runnable topics,
            Supplier<Consumer<byte[], byte[]>> members,
            LeaseBook<Fetched> book,
            HealthRecord health,
            String description) {
        this.settings = settings;
        this.topics = topics;
        this.members = members;
        this.health = health;
        this.description = description;
        this.partitions = new KafkaPartitions(book, settings);
        this.thread = new Thread(this::run, description);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Commits the progress of all partitions; done when the broker has it. Several callers share one request. */
    CompletableFuture<Void> commit() {
        var done = new CompletableFuture<Void>();
        commits.add(done);
        wake();
        if (stop.getCount() == 0 && !thread.isAlive()) {
            failCommits(new QueueException(QueueException.Kind.CLOSED, description + " was closed"));
        }
        return done;
    }

    /** A message is settled: its memory is free. */
    void released(Fetched message) {
        partitions.released(message);
    }

    /** Messages of the group's partitions that are not committed, as of some seconds ago. */
    OptionalLong lag() {
        return lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag);
    }

    /** Throws while the consumer does not work. */
    void mustWork() throws QueueException {
        QueueException now = failure;
        if (now != null) {
            throw new QueueException(now.kind(), now.getMessage(), now);
        }
    }

    /** A consumer that waits for records goes on with what is asked for. */
    private void wake() {
        Consumer<byte[], byte[]> now = consumer;
        if (now != null && polling) {
            now.wakeup();
        }
    }

    private void run() {
        while (stop.getCount() > 0) {
            try {
                topics.run();
                consume();
            } catch (RuntimeException e) {
                failed(e);
            } finally {
                end();
            }
            waitForTheNextTry();
        }
        failCommits(new QueueException(QueueException.Kind.CLOSED, description + " was closed"));
    }

    private void failed(RuntimeException error) {
        LOGGER.log(Level.FINE, "The Kafka consumer starts over", error);
        failure = KafkaFailures.translate(description, error);
        health.down(failure.getMessage());
        failCommits(failure);
    }

    private void waitForTheNextTry() {
        try {
            stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    private void consume() {
        consumer = members.get();
        consumer.subscribe(List.of(settings.topic()), partitions.listener(consumer));
        while (stop.getCount() > 0) {
            poll();
            commitNow();
            partitions.pauseWhatIsFull(consumer);
            watch();
        }
    }

    private void poll() {
        // Whoever asks for a commit or the end from here on wakes the consumer; whoever did before does not wait.
        polling = true;
        try {
            boolean asked = stop.getCount() == 0 || !commits.isEmpty() && !rebalancing;
            var records = consumer.poll(asked ? Duration.ZERO : POLL);
            if (!records.isEmpty()) {
                works();
                partitions.add(records);
            }
        } catch (WakeupException commitAsked) {
            LOGGER.finest("a commit is asked for");
        } finally {
            polling = false;
        }
    }

    private void commitNow() {
        var asked = new ArrayList<CompletableFuture<Void>>();
        for (var one = commits.poll(); one != null; one = commits.poll()) {
            asked.add(one);
        }
        if (asked.isEmpty()) {
            return;
        }
        try {
            partitions.commit(consumer);
            rebalancing = false;
            works();
            asked.forEach(one -> one.complete(null));
        } catch (RebalanceInProgressException afterTheNextPoll) {
            rebalancing = true;
            commits.addAll(asked);
        } catch (KafkaException e) {
            QueueException translated = KafkaFailures.translate(description, e);
            asked.forEach(one -> one.completeExceptionally(translated));
            throw e;
        }
    }

    /** Asks for the ends of the partitions, which gives the lag and shows whether the broker is there at all. */
    private void watch() {
        if (System.nanoTime() - watched < WATCH_NANOS) {
            return;
        }
        try {
            var assigned = consumer.assignment();
            if (assigned.isEmpty()) {
                int partitionCount = partitionsOfTopic();
                LOGGER.finest(() -> "none of " + partitionCount + " partitions is assigned yet");
            } else {
                lag = partitions.lag(consumer.endOffsets(assigned, settings.timeout()));
            }
            works();
            watched = System.nanoTime();
        } catch (WakeupException commitAsked) {
            LOGGER.finest("a commit is asked for");
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            failure = KafkaFailures.translate(description, e);
            health.down(failure.getMessage());
        }
    }

    private int partitionsOfTopic() {
        return consumer.partitionsFor(settings.topic(), settings.timeout()).size();
    }

    private void works() {
        failure = null;
        backoff.reset();
        health.up();
    }

    /**
     * Leaves the group, whatever happens: a member that stays without polling would keep the partitions from everybody
     * else until {@code max.poll.interval.ms}.
     */
    private void end() {
        Consumer<byte[], byte[]> ended = consumer;
        consumer = null;
        if (ended == null) {
            return;
        }
        try {
            if (stop.getCount() == 0) {
                partitions.commit(ended);
            }
        } catch (KafkaException e) {
            LOGGER.log(Level.FINE, "Messages that are not committed are redelivered", e);
        } finally {
            leave(ended);
            partitions.loseAll();
        }
    }

    private static void leave(Consumer<byte[], byte[]> ended) {
        try {
            ended.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_TIMEOUT));
        } catch (KafkaException e) {
            LOGGER.log(Level.FINE, "The Kafka consumer did not end well", e);
        }
    }

    private void failCommits(QueueException why) {
        for (var one = commits.poll(); one != null; one = commits.poll()) {
            one.completeExceptionally(why);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
