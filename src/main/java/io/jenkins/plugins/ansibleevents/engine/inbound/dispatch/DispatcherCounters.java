package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts messages and runs since the start of the process. Safe for use by several threads. */
public final class DispatcherCounters {

    private final Map<String, LongAdder> messages = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> runs = new ConcurrentHashMap<>();

    void message(String what) {
        messages.computeIfAbsent(what, w -> new LongAdder()).increment();
    }

    void run(String status) {
        runs.computeIfAbsent(status, s -> new LongAdder()).increment();
    }

    /**
     * Messages by result: {@code received}, {@code filtered}, {@code throttled}, {@code done}, {@code retried},
     * {@code dead}. A copy, sorted; a result that never happened is not in it.
     */
    public Map<String, Long> messages() {
        return sums(messages);
    }

    /** Runs by status, {@code started} and {@code not started} among them. A copy, sorted. */
    public Map<String, Long> runs() {
        return sums(runs);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        var sums = new TreeMap<String, Long>();
        adders.forEach((k, v) -> sums.put(k, v.sum()));
        return sums;
    }
}
