package io.jenkins.plugins.ansibleevents.engine.emit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends messages to one receiver. An emitter only knows how to send; the delivery pump decides on times, order, retries
 * and all else.
 *
 * <p>One thread calls all methods of an instance but {@link #breakOff}, the same for its whole life. {@link #open}
 * comes first; {@link #close} comes last, also after an {@code open} that failed. The pump interrupts a call that does
 * not return in time.
 */
public interface Emitter extends AutoCloseable {

    /**
     * Prepares to send. An emitter need not reach its receiver here: {@link #send} reports a receiver that is away.
     *
     * @throws IOException when something on this machine is wrong; the pump tries again later, as often as a send
     */
    void open(EmitterContext context) throws IOException;

    /**
     * Sends messages in their order, all or none.
     *
     * @param batch at least one message; more than one only when batches are on for this emitter
     * @return the receiver's answer; {@link Outcome.Accepted} only when it has taken all of them
     * @throws IOException the same as {@link Outcome#retryLater} with the exception's message
     */
    Outcome send(List<EmitterMessage> batch) throws IOException, InterruptedException;

    /**
     * Sends several batches whose order among each other does not matter. The pump calls it instead of {@link #send}
     * when the settings allow several batches in flight and several are ready. By default they go one after the other.
     *
     * @return the outcome of each batch, in their order; a failed one is {@link Outcome#retryLater}
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
     * notice: 0 when accepted means that the receiver has answered. After such a loss the pump sends that many again.
     */
    default int unconfirmed() {
        return 0;
    }

    /**
     * The last moment to find out that an accepted message is lost: the pump calls it when nothing is left to send,
     * before it counts the accepted messages as delivered for good. Takes at most some hundred milliseconds.
     *
     * @return {@link Outcome.Accepted}, or {@link Outcome.RetryLater} with the number of messages to send again
     */
    default Outcome settle() throws IOException, InterruptedException {
        return Outcome.accepted();
    }

    /**
     * Ends a wait that an interrupt does not reach, such as one in a socket. Another thread calls it, after it has
     * interrupted the thread that is or just was in {@link #send} or another method. Must not wait. The call under way
     * then fails with an {@link IOException} or an {@link InterruptedException}.
     */
    default void breakOff() {}

    /** Closes the emitter's connections; waits at most some seconds for a message under way. */
    @Override
    void close();
}
