package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many requests of an endpoint ended how, since the start of the process. Safe for use by several threads. */
public final class EndpointCounters {

    private final LongAdder accepted = new LongAdder();
    private final Map<Reason, LongAdder> ended = new EnumMap<>(Reason.class);

    EndpointCounters() {
        for (Reason reason : Reason.values()) {
            ended.put(reason, new LongAdder());
        }
    }

    void countAccepted() {
        accepted.increment();
    }

    void count(Reason reason) {
        ended.get(reason).increment();
    }

    /** Messages answered with 202. */
    public long accepted() {
        return accepted.sum();
    }

    /** Requests that ended for this reason. */
    public long ended(Reason reason) {
        return ended.get(reason).sum();
    }
}
