package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Something that is made once, when it is first needed, and can only be made while the broker is there. Who asks while
 * another one tries, or within a second after that, shares its failure: a hundred senders do not wait one after the other.
 *
 * <p>Safe for use by several threads.
 */
final class Tried<R> {

    private static final long SHARED_NANOS = 1_000_000_000L;

    private final Supplier<R> maker;
    private @CheckForNull R made;
    private @CheckForNull KafkaException failure;
    private long failedAt;

    Tried(Supplier<R> maker) {
        this.maker = maker;
    }

    /** What was made; throws what its maker throws. */
    R get() {
        long asked = System.nanoTime();
        synchronized (this) {
            R there = made;
            if (there != null) {
                return there;
            }
            KafkaException why = failure;
            if (why != null && asked - failedAt < SHARED_NANOS) {
                throw why;
            }
            try {
                R fresh = maker.get();
                made = fresh;
                return fresh;
            } catch (KafkaException e) {
                failure = e;
                failedAt = System.nanoTime();
                throw e;
            }
        }
    }

    /** What was made so far; null when nothing was. */
    synchronized @CheckForNull R peek() {
        return made;
    }
}
