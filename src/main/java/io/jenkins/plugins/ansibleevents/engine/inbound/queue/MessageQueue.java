package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Messages between their request and the run they start.
 *
 * <p><b>Delivery</b> is at least once: a message whose {@link #publish} returned is received until somebody's {@link
 * #ack} returned, across crashes of publisher, consumer and broker. After {@code ack} returned it is not received
 * again. A crash between the work and its {@code ack} repeats the message, with the same id and a higher {@link
 * Lease#attempt}; so does a lease that runs out.
 *
 * <p><b>Order.</b> Messages with the same {@link Message#orderingKey} are received in the order they were published,
 * and the next one only after the one before is acknowledged or dead. Others come roughly in order. A redriven dead
 * letter is published anew: it comes last.
 *
 * <p><b>Poison.</b> The queue counts how often a message was received, and judges nothing by it: a consumer may have
 * ended in good order while the message waited. The consumer counts its attempts, at most {@link
 * #maxAttempts}, and makes the dead letter. A broker may have a limit of its own, by its own count.
 *
 * <p><b>Threads.</b> Everything may be called by any thread. <b>Failures.</b> A queue heals itself: after an {@link
 * QueueException.Kind#UNAVAILABLE} the same object is asked again later; it reconnects with backoff, and no call waits
 * longer than its timeouts for a broker that does not answer.
 */
public interface MessageQueue extends AutoCloseable {

    /**
     * Puts a message into the queue.
     *
     * @return its id, when it is durable: written and fsynced, or confirmed by the broker
     * @throws QueueException also when it is not known whether the message was stored ({@code UNAVAILABLE}): the caller
     *     tries again, and the message may then be there twice with the same id
     */
    String publish(Message message) throws QueueException;

    /**
     * Publishes a message again that was received and acknowledged, with its id: also where the broker drops
     * repetitions.
     *
     * @throws QueueException as for {@link #publish}
     */
    default String publishAgain(Message message) throws QueueException {
        return publish(message);
    }

    /**
     * As {@link #publish}, without a waiting thread; many calls under way share one write. Ends exceptionally with a
     * {@link QueueException}. A chained action must be short, or go to an executor: it may run on the thread that
     * writes.
     */
    CompletableFuture<String> publishAsync(Message message);

    /**
     * Puts a message into the queue unless one with the same delivery key was published within the window; message and
     * key become durable together. Only with {@link #remembersDeliveries}.
     *
     * @param deliveryKey any text, for example endpoint and delivery id
     * @param window how long the key is remembered from now on; it is not prolonged by repeats
     * @throws QueueException {@code UNSUPPORTED} when this kind of queue remembers nothing
     */
    default Published publishUnique(Message message, String deliveryKey, Duration window) throws QueueException {
        throw new QueueException(QueueException.Kind.UNSUPPORTED, "this kind of queue does not remember deliveries");
    }

    /** Whether {@link #publishUnique} works. When not, the caller keeps its own index of deliveries. */
    default boolean remembersDeliveries() {
        return false;
    }

    /** How many attempts a message has, by the settings; from 1. */
    int maxAttempts();

    /**
     * Receives messages; each is hidden from others until its lease ends.
     *
     * @param max most messages to return, from 1
     * @param lease how long the caller has them, 1 s to 12 h
     * @param wait how long to wait for the first message; zero does not wait (a broker may still need a round trip)
     * @return none when there is none in time
     * @throws QueueException {@code UNAVAILABLE}, {@code REFUSED}; {@code CLOSED} also for a call that waits while
     *     another thread closes the queue
     */
    List<Lease> receive(int max, Duration lease, Duration wait) throws QueueException, InterruptedException;

    /**
     * As {@link #receive(int, Duration, Duration)}, and leaves messages for later that are not admitted now. A queue
     * whose broker cannot select messages returns them all the same. Returns early when there are only messages that
     * are not wanted.
     */
    default List<Lease> receive(int max, Duration lease, Duration wait, Admission admission)
            throws QueueException, InterruptedException {
        return receive(max, lease, wait);
    }

    /**
     * Prolongs a lease from now on.
     *
     * @return the lease to use from here on
     * @throws QueueException {@code LEASE_LOST}: the message is or will be leased by another consumer
     */
    Lease extend(Lease lease, Duration time) throws QueueException;

    /**
     * Ends the message: done. Durable when it returns.
     *
     * @throws QueueException {@code LEASE_LOST} when the lease ran out and the message was given to somebody else
     */
    default void ack(Lease lease) throws QueueException {
        ackAll(List.of(lease));
    }

    /** {@link #ack} of several with one write; when some are lost the others are done, then it throws. */
    void ackAll(Collection<Lease> leases) throws QueueException;

    /**
     * Releases the message: its run failed, or it could not be worked on now.
     *
     * @param delay how long nobody receives it, zero to 12 h
     * @param reason in one sentence, without secrets
     */
    void nack(Lease lease, Duration delay, String reason) throws QueueException;

    /** Makes the message a dead letter now, whatever its attempts. */
    void deadLetter(Lease lease, String reason) throws QueueException;

    /** Publishes a message as a dead letter. Where the broker takes none from outside, it is published as any other. */
    void publishDead(Message message, String reason) throws QueueException;

    /** The oldest dead letters, oldest first as far as the broker keeps order; they stay where they are. */
    List<DeadLetter> deadLetters(int max) throws QueueException;

    /** One dead letter. */
    default Optional<DeadLetter> deadLetter(String id) throws QueueException {
        return deadLetters(Integer.MAX_VALUE).stream()
                .filter(d -> d.id().equals(id))
                .findFirst();
    }

    /**
     * Publishes a dead letter again, with attempts counted from zero, and takes it from the dead letters. A crash in
     * between may leave it in both places, never in none.
     *
     * @return whether there was one with this id
     */
    default boolean redrive(String id) throws QueueException {
        Optional<DeadLetter> letter = deadLetter(id);
        return letter.isPresent() && redrive(id, letter.get().message());
    }

    /** As {@link #redrive(String)}, with another content; {@code edited} keeps the id. */
    boolean redrive(String id, Message edited) throws QueueException;

    /** Publishes all dead letters again that were there when it began; returns how many. */
    int redriveAll() throws QueueException;

    /** Deletes a dead letter; returns whether there was one with this id. */
    boolean discard(String id) throws QueueException;

    /**
     * The state of a message. Only the embedded queue knows every message and remembers finished ones for a while;
     * the others know those that this process has a lease on.
     */
    Optional<MessageStatus> status(String id) throws QueueException;

    /** The message itself, while it waits, is leased or is a dead letter; empty when this kind of queue cannot look it up. */
    default Optional<Message> message(String id) throws QueueException {
        return Optional.empty();
    }

    /** The oldest messages in a state; empty when this kind of queue cannot list. */
    default List<MessageStatus> list(MessageState state, int max) throws QueueException {
        return List.of();
    }

    /** Numbers for metrics; may ask the broker, at most once every few seconds. */
    QueueDepth depth() throws QueueException;

    /**
     * Asks the broker for its limits on messages that wait for long. May wait as long as the queue's timeouts.
     *
     * @throws QueueException when it does not answer now
     */
    default BrokerLimits limits() throws QueueException {
        return BrokerLimits.NONE;
    }

    /**
     * Asks the broker whether it is there, so that {@link #health} knows also when nothing is published or received.
     * May wait as long as the queue's timeouts.
     *
     * @throws QueueException when it is not, or refuses its service
     */
    default void probe() throws QueueException {}

    /** Whether the store or broker can be reached, without asking it. */
    QueueHealth health();

    /** Kind and place in a few words for people, for example {@code SQS queue alerts}; no secrets. */
    String description();

    /** Releases leased messages where the broker can, and closes; a second call does nothing. Waits at most 10 s. */
    @Override
    void close();
}
