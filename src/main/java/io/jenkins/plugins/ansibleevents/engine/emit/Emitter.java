package io.jenkins.plugins.ansibleevents.engine.emit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends messages to one place. It knows how to send; when, in which order, how often and what else is the delivery
 * pump's.
 *
 * <p>All methods of one instance but {@link #breakOff} are called by one thread, the same for its whole life. {@link
 * #open} comes first; {@link #close} comes last, also after an {@code open} that failed. A call that does not return in
 * time is interrupted.
 */
public interface Emitter extends AutoCloseable {

    /**
     * Prepares to send. It does not need to reach the receiver: a receiver that is away is the matter of {@link #send}.
     *
     * @throws IOException when something of our own side is wrong; tried again later, as often as a send
     */
    void open(EmitterContext context) throws IOException;

    /**
     * Sends messages in their order, all or none.
     *
     * @param batch at least one message; more than one only when batches are on for this emitter
     * @return what the receiver said; {@link Outcome.Accepted} only when it has taken all of them
     * @throws IOException the same as {@link Outcome#retryLater} with the exception's message
     */
    Outcome send(List<EmitterMessage> batch) throws IOException, InterruptedException;

    /**
     * Sends several batches whose order among each other does not matter. Called instead of {@link #send} where the
     * settings allow several in flight and several are there; without it they go one after the other.
     *
     * @return what became of each, in the order of the batches; what went wrong is {@link Outcome#retryLater}
     */
    default List<Outcome> sendAtOnce(List<List<EmitterMessage>> batches) throws InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        for (List<EmitterMessage> batch : batches) {
            try {
                outcomes.add(send(batch));
            } catch (IOException e) {
                outcomes.add(Outcome.failed(e));
            }
        }
        return outcomes;
    }

    /**
     * How many of the last accepted messages may be lost when this process dies or the receiver goes away without
     * notice: 0 when accepted means that the receiver has answered. The pump sends that many again then.
     */
    default int unconfirmed() {
        return 0;
    }

    /**
     * Nothing is left to send, and what was accepted is about to count as delivered for good: the last moment to find
     * out that it is not. Takes at most some hundred milliseconds.
     *
     * @return {@link Outcome.Accepted}, or {@link Outcome.RetryLater} with the number of messages to send again
     */
    default Outcome settle() throws IOException, InterruptedException {
        return Outcome.accepted();
    }

    /**
     * Called by another thread, after it has interrupted the one that is in {@link #send} or another of them, or just was:
     * for what an interrupt does not reach, such as a wait in a socket. Must not wait; what was under way then fails with
     * an {@link IOException} or an {@link InterruptedException}.
     */
    default void breakOff() {}

    /** Closes its connections; waits at most some seconds for a message under way. */
    @Override
    void close();
}
