package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryProgress;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Counts of one emitter since the start of Jenkins or the emitter's last change. Safe for use by several threads. */
@Restricted(NoExternalUse.class)
public final class DeliveryCounts {

    /**
     * Figures of one emitter.
     *
     * @param sent messages that its receiver has accepted
     * @param retried attempts that failed and were repeated
     * @param refused messages that became dead letters
     * @param dropped messages that the limits of its spool dropped
     */
    public record Total(long sent, long retried, long refused, long dropped) {

        private static final Total ZERO = new Total(0, 0, 0, 0);

        private static Total of(RunDelivery run) {
            Total total = ZERO;
            for (DeliveryProgress p : run.progress()) {
                total = total.plus(new Total(p.sent(), p.retried(), p.refused(), p.dropped()));
            }
            return total;
        }

        private Total plus(Total other) {
            return new Total(
                    sent + other.sent, retried + other.retried, refused + other.refused, dropped + other.dropped);
        }

        private Total minus(Total other) {
            return new Total(
                    sent - other.sent, retried - other.retried, refused - other.refused, dropped - other.dropped);
        }
    }

    /** By run the counts of earlier processes for it. */
    private final Map<RunDelivery, Total> before = new IdentityHashMap<>();

    private Total ended = Total.ZERO;
    private @CheckForNull Instant lastSuccess;

    /** Called when the receiver has taken messages. */
    synchronized void taken() {
        lastSuccess = Instant.now();
    }

    /** When the receiver last took a message; null when it has taken none. */
    @CheckForNull
    synchronized Instant lastSuccess() {
        return lastSuccess;
    }

    synchronized void begun(RunDelivery run) {
        before.put(run, Total.of(run));
    }

    synchronized void ended(RunDelivery run) {
        Total start = before.remove(run);
        if (start != null) {
            ended = ended.plus(Total.of(run).minus(start));
        }
    }

    synchronized Total total() {
        Total total = ended;
        List<Map.Entry<RunDelivery, Total>> running = new ArrayList<>(before.entrySet());
        for (Map.Entry<RunDelivery, Total> run : running) {
            total = total.plus(Total.of(run.getKey()).minus(run.getValue()));
        }
        return total;
    }
}
