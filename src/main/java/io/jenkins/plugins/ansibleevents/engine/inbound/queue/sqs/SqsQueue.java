package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BrokerLimits;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Pending;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueHealth;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The queue on Amazon SQS. Leases are the broker's visibility timeouts, attempts its {@code ApproximateReceiveCount},
 * order per key that of a FIFO queue (a standard queue keeps none). A standard queue may, rarely, deliver a message
 * again that was acknowledged; that is Amazon's word on it, a FIFO queue does not.
 *
 * <p>A dead letter is sent to the dead-letter queue with its reason and then deleted here: a crash in between leaves it
 * in both. SQS counts every receipt; its redrive policy moves a message when there were too many, whatever they were
 * for.
 */
public final class SqsQueue implements MessageQueue {

    /** Calls under way at once; each holds a thread, because the client on {@code HttpURLConnection} blocks. */
    private static final int MOST_CALLS = 64;

    private static final long GIVE_BACK_SECONDS = 5;

    private static final Logger LOGGER = Logger.getLogger(SqsQueue.class.getName());

    private static final int MOST_KNOWN_LEASES = 10_000;

    private final String description;
    private final SqsSettings settings;
    private final SqsClient client;
    private final SqsClient poller;
    private final SqsChannel main;
    private final SqsDeadLetters dead;
    private final HealthRecord health;
    private final ExecutorService calls;
    private final CompletableFuture<List<Lease>> closing = new CompletableFuture<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();

    /** The queue that settings name; nothing is asked of Amazon before it is used. */
    static MessageQueue of(Section section) throws SettingsException {
        SqsSettings read = SqsSettings.read(section);
        try {
            return new SqsQueue(read);
        } catch (SdkException e) {
            throw section.error("", e.getMessage() + "; set region, or AWS_REGION in the environment");
        }
    }

    public SqsQueue(SqsSettings settings) {
        this.settings = settings;
        this.description = "SQS queue " + settings.queue();
        this.health = new HealthRecord(description);
        this.client = SqsClients.open(settings, Duration.ZERO);
        this.poller = SqsClients.open(settings, SqsClients.LONGEST_POLL);
        this.main = new SqsChannel(client, poller, settings.queue(), settings.owner());
        this.dead = new SqsDeadLetters(client, settings, main);
        this.calls = new ThreadPoolExecutor(
                0,
                MOST_CALLS,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                this::thread,
                (task, pool) -> task.run());
    }

    private Thread thread(Runnable work) {
        var thread = new Thread(work, description);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String publish(Message message) throws QueueException {
        return call(() -> send(message));
    }

    /** In a FIFO queue with a deduplication id of its own: Amazon remembers that of the message for five minutes. */
    @Override
    public String publishAgain(Message message) throws QueueException {
        return call(() -> {
            main.send(SqsMessages.encode(message), SqsChannel.group(message), SqsChannel.fresh());
            return message.id();
        });
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        return Pending.translated(CompletableFuture.supplyAsync(() -> send(message), calls), this::failure);
    }

    private String send(Message message) {
        main.send(SqsMessages.encode(message), SqsChannel.group(message), message.id());
        return message.id();
    }

    @Override
    public int maxAttempts() {
        return settings.maxAttempts();
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            mustBeOpen();
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            List<Lease> received = poll(max, lease, left);
            if (!received.isEmpty() || System.nanoTime() - end >= 0) {
                return received;
            }
        }
    }

    /** One long poll on another thread, so that {@link #close} and an interrupt end the waiting at once. */
    private List<Lease> poll(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        var poll = CompletableFuture.supplyAsync(() -> main.receive(max, lease, wait), calls);
        try {
            CompletableFuture.anyOf(poll, closing).handle((r, e) -> r).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            poll.thenAccept(main::release);
            throw e;
        }
        if (!poll.isDone()) {
            poll.thenAccept(main::release);
            throw new QueueException(QueueException.Kind.CLOSED, description + " was closed");
        }
        return leases(Pending.result(poll, 1, this::failure), lease);
    }

    private List<Lease> leases(List<software.amazon.awssdk.services.sqs.model.Message> received, Duration lease)
            throws QueueException {
        health.up();
        Instant until = Instant.now().plus(lease);
        var result = new ArrayList<Lease>();
        for (var one : received) {
            Lease made = new Lease(SqsMessages.decode(one), one.receiptHandle(), SqsChannel.receiveCount(one), until);
            result.add(made);
            remember(made);
        }
        return result;
    }

    private void remember(Lease lease) {
        if (leases.size() >= MOST_KNOWN_LEASES) {
            Instant now = Instant.now();
            leases.values().removeIf(old -> old.until().isBefore(now));
        }
        leases.put(lease.id(), lease);
    }

    @Override
    public Lease extend(Lease lease, Duration time) throws QueueException {
        Instant until = Instant.now().plus(time);
        call(() -> main.hide(lease.receipt(), time));
        var extended = new Lease(lease.message(), lease.receipt(), lease.attempt(), until);
        leases.replace(lease.id(), extended);
        return extended;
    }

    @Override
    public void ackAll(Collection<Lease> acknowledged) throws QueueException {
        int failed =
                call(() -> main.delete(acknowledged.stream().map(Lease::receipt).toList()));
        acknowledged.forEach(l -> leases.remove(l.id()));
        if (failed > 0) {
            throw new QueueException(
                    QueueException.Kind.LEASE_LOST,
                    description + ": " + failed + " of " + acknowledged.size()
                            + " messages could not be deleted; they are redelivered");
        }
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        call(() -> main.hide(lease.receipt(), delay));
        leases.remove(lease.id());
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        dead.mustBeThere(description);
        call(() -> {
            dead.add(lease, reason);
            return main.delete(List.of(lease.receipt()));
        });
        leases.remove(lease.id());
    }

    @Override
    public void publishDead(Message message, String reason) throws QueueException {
        dead.mustBeThere(description);
        call(() -> {
            dead.add(new Lease(message, "", 1, Instant.now()), reason);
            return true;
        });
    }

    @Override
    public List<DeadLetter> deadLetters(int max) throws QueueException {
        return call(() -> dead.list(max));
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        return call(() -> dead.redrive(id, edited));
    }

    @Override
    public int redriveAll() throws QueueException {
        return call(dead::redriveAll);
    }

    @Override
    public boolean discard(String id) throws QueueException {
        return call(() -> dead.discard(id));
    }

    @Override
    public Optional<MessageStatus> status(String id) {
        return Optional.ofNullable(leases.get(id))
                .filter(l -> l.until().isAfter(Instant.now()))
                .map(l -> new MessageStatus(
                        id,
                        MessageState.LEASED,
                        l.attempt(),
                        "",
                        Instant.now(),
                        l.message().endpoint().orElse("")));
    }

    @Override
    public QueueDepth depth() throws QueueException {
        return call(() -> main.depth(dead.depth()));
    }

    @Override
    public BrokerLimits limits() throws QueueException {
        return call(() -> new BrokerLimits(
                dead.maxReceiveCount(),
                main.attribute(QueueAttributeName.MESSAGE_RETENTION_PERIOD)
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))));
    }

    @Override
    public void probe() throws QueueException {
        call(() -> main.attribute(QueueAttributeName.QUEUE_ARN));
    }

    @Override
    public QueueHealth health() {
        return health.get();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        if (closing.complete(List.of())) {
            giveBack();
            calls.shutdown();
            client.close();
            poller.close();
        }
    }

    /**
     * Releases leased messages at once, instead of at the end of their leases; a message that cannot be released in
     * time is redelivered then.
     */
    private void giveBack() {
        Instant now = Instant.now();
        List<String> receipts = leases.values().stream()
                .filter(lease -> lease.until().isAfter(now))
                .map(Lease::receipt)
                .toList();
        List<CompletableFuture<Void>> asked = SqsChannel.batches(receipts).stream()
                .map(batch -> CompletableFuture.runAsync(() -> main.show(batch), calls))
                .toList();
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(GIVE_BACK_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, "what could not be given back comes when its lease ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Call<R> {
        R run() throws QueueException;
    }

    private <R> R call(Call<R> call) throws QueueException {
        mustBeOpen();
        try {
            R result = call.run();
            health.up();
            return result;
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private void mustBeOpen() throws QueueException {
        if (closing.isDone()) {
            throw new QueueException(QueueException.Kind.CLOSED, description + " was closed");
        }
    }

    private QueueException failure(Throwable error) {
        // Closing breaks off the calls under way; that is no trouble of the service.
        if (closing.isDone()) {
            return new QueueException(QueueException.Kind.CLOSED, description + " was closed", error);
        }
        Throwable cause = error instanceof java.util.concurrent.CompletionException ? error.getCause() : error;
        QueueException translated = SqsFailures.translate(description, cause);
        if (translated.isTheBrokersFault()) {
            health.down(translated.getMessage());
        }
        return translated;
    }
}
