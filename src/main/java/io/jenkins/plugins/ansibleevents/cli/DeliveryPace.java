package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryProgress;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How far the delivery of runs is, and how fast it has been since this object was made. Safe for several threads. */
final class DeliveryPace {

    private final List<RunDelivery> runs;
    private final Map<String, Long> settledBefore;
    private final long begun = System.nanoTime();

    DeliveryPace(Collection<RunDelivery> runs) {
        this.runs = List.copyOf(runs);
        this.settledBefore = settled();
    }

    private Map<String, Long> settled() {
        var settled = new TreeMap<String, Long>();
        for (RunDelivery run : runs) {
            for (DeliveryProgress progress : run.progress()) {
                settled.merge(progress.emitter(), progress.sent() + progress.refused() + progress.dropped(), Long::sum);
            }
        }
        return settled;
    }

    /** For example {@code emitter audit: 183 messages left, 19.8 a second, 0:09 to go}; nothing when nothing is left. */
    String inWords() {
        var left = new TreeMap<String, Long>();
        runs.forEach(run -> run.left().forEach((emitter, count) -> left.merge(emitter, count, Long::sum)));
        Map<String, Long> settled = settled();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return String.join(
                "; ",
                left.entrySet().stream()
                        .map(entry -> inWords(
                                entry.getKey(),
                                entry.getValue(),
                                (settled.get(entry.getKey()) - settledBefore.get(entry.getKey())) / seconds))
                        .toList());
    }

    private static String inWords(String emitter, long left, double aSecond) {
        String what = "emitter " + emitter + ": " + Quantity.of(left, "message") + " left, ";
        if (aSecond <= 0) {
            return what + "none is being taken";
        }
        long seconds = Math.round(left / aSecond);
        return what + String.format(Locale.ROOT, "%.1f", aSecond) + " a second, " + seconds / 60 + ":"
                + (seconds % 60 < 10 ? "0" : "") + seconds % 60 + " to go";
    }
}
