package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All endpoints in front of one queue. Knows the paths below the place where it is mounted:
 *
 * <pre>
 * POST /webhook/ENDPOINT                   a message
 * GET  /webhook/ENDPOINT/messages/ID       what became of it
 * </pre>
 *
 * A slash at the end makes no difference. Every other path is answered with 404, also one that only looks like these
 * after decoding.
 *
 * <p>Safe for use by several threads.
 */
public final class Inbound {

    private static final String PREFIX = "/webhook/";
    private static final String MESSAGES = "messages";

    private final MessageQueue queue;
    private final DeliveryIndex deliveries;
    private final RefusedLog refused;
    private final Progress progress;
    private final Clock clock;
    private final Outage outage;
    private volatile Map<String, Endpoint> endpoints = Map.of();

    /**
     * Makes the endpoints.
     *
     * @param specs the settings
     * @param queue where accepted messages go
     * @param store keeps delivery ids, when the queue does not, and refused requests; stays the caller's
     * @param refused the log of refused requests
     * @param progress what the status URL tells
     */
    public Inbound(
            Collection<EndpointSpec> specs,
            MessageQueue queue,
            Store store,
            RefusedLog refused,
            Progress progress,
            Clock clock) {
        this.queue = queue;
        this.deliveries = new DeliveryIndex(store, clock);
        this.refused = refused;
        this.progress = progress;
        this.clock = clock;
        this.outage = new Outage(
                Endpoint.LOGGER,
                "messages cannot be stored, their senders are answered with 503",
                "messages are stored again",
                clock);
        use(specs);
    }

    /**
     * Takes other endpoints, for requests that come from now on; those under way are finished as they began. What counts
     * for an endpoint of the same name goes on: its counters, and its rate unless that is another one.
     */
    public synchronized void use(Collection<EndpointSpec> specs) {
        Map<String, Endpoint> before = endpoints;
        var next = new LinkedHashMap<String, Endpoint>();
        for (EndpointSpec spec : specs) {
            next.put(spec.name(), new Endpoint(spec, this, Optional.ofNullable(before.get(spec.name()))));
        }
        endpoints = next;
    }

    /** Answers a request. */
    public Answer answer(RawRequest received) {
        RawRequest request = received.at(plain(received.path()));
        String[] parts = parts(request.path());
        Optional<Endpoint> endpoint = endpoint(parts[0]);
        if (endpoint.isPresent() && parts.length == 1) {
            return endpoint.get().accept(request);
        }
        if (endpoint.isPresent() && parts.length == 3 && parts[1].equals(MESSAGES)) {
            return endpoint.get().status(request, parts[2]);
        }
        return Refusal.unknown().answer();
    }

    /** How large a body the endpoint of this path takes; 0 when there is no such endpoint, so nothing need be read. */
    public int bodyLimit(String path) {
        String[] parts = parts(plain(path));
        return parts.length == 1
                ? endpoint(parts[0]).map(e -> e.spec().maxBodyBytes()).orElse(0)
                : 0;
    }

    /** Many senders, and the people who give them the URL, put a slash at its end. */
    private static String plain(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String[] parts(String path) {
        return path.startsWith(PREFIX) ? path.substring(PREFIX.length()).split("/", -1) : new String[] {""};
    }

    /** One endpoint. */
    public Optional<Endpoint> endpoint(String name) {
        return Optional.ofNullable(endpoints.get(name));
    }

    /** All endpoints, in the order of the settings. */
    public Collection<Endpoint> endpoints() {
        return Collections.unmodifiableCollection(endpoints.values());
    }

    /** Of the queue, as senders see it. */
    Outage outage() {
        return outage;
    }

    MessageQueue queue() {
        return queue;
    }

    DeliveryIndex deliveries() {
        return deliveries;
    }

    RefusedLog refused() {
        return refused;
    }

    Progress progress() {
        return progress;
    }

    Clock clock() {
        return clock;
    }
}
