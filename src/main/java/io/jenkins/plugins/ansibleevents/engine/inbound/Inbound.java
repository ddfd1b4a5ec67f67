package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Outage;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BlockedReader;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyRefused;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.IncomingBodies;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.IncomingBody;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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
    private static final int ROOM_PART_OF_HEAP = 4;
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(10);

    private final MessageQueue queue;
    private final DeliveryIndex deliveries;
    private final RefusedLog refused;
    private final MessageProgress progress;
    private final Clock clock;
    private final Outage outage;
    private final IncomingBodies bodies = new IncomingBodies(BodyLimits.USUAL, System::nanoTime);
    private final MessageRoom room =
            new MessageRoom(Runtime.getRuntime().maxMemory() / ROOM_PART_OF_HEAP, ROOM_PATIENCE);
    private volatile Map<String, Endpoint> endpoints = Map.of();

    /**
     * Makes the endpoints.
     *
     * @param specs the settings
     * @param queue where accepted messages go
     * @param store keeps delivery ids, when the queue does not, and refused requests; stays the caller's
     * @param refused the log of refused requests
     * @param progress what the status URL answers from
     * @param retention how many deliveries are remembered, when the queue does not
     */
    public Inbound(
            Collection<EndpointSpec> specs,
            MessageQueue queue,
            Store store,
            RefusedLog refused,
            MessageProgress progress,
            Clock clock,
            Retention retention) {
        this.queue = queue;
        this.deliveries = new DeliveryIndex(store, clock, retention);
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
     * Takes other endpoints for further requests; a request under way is finished by the endpoint that began it. An
     * endpoint of the same name keeps its counters, and its rate unless the limit has changed.
     */
    public synchronized void use(Collection<EndpointSpec> specs) {
        Map<String, Endpoint> before = endpoints;
        var next = new LinkedHashMap<String, Endpoint>();
        for (EndpointSpec spec : specs) {
            next.put(spec.name(), new Endpoint(spec, this, Optional.ofNullable(before.get(spec.name()))));
        }
        endpoints = next;
    }

    /** Checks the head of a request: most refusals are known before its body is read. */
    public Reception receive(RawRequest received) {
        RawRequest request = received.at(plain(received.path()));
        String[] parts = parts(request.path());
        Optional<Endpoint> endpoint = endpoint(parts[0]);
        if (endpoint.isPresent() && parts.length == 1) {
            return endpoint.get().receive(request);
        }
        if (endpoint.isPresent() && parts.length == 3 && parts[1].equals(MESSAGES)) {
            return Reception.over(endpoint.get().status(request, parts[2]));
        }
        return Reception.over(Refusal.unknown().answer());
    }

    /** Answers a request; reads its body, where it is needed, on this thread. */
    public Answer answer(RawRequest request) {
        Reception reception = receive(request);
        Optional<Answer> answer = reception.answer();
        if (answer.isPresent()) {
            return answer.get();
        }
        var reader = new BlockedReader();
        try (IncomingBody body = reception.open(reader::wake)) {
            read(request, body, reader);
            return reception.complete(body);
        } catch (BodyRefused e) {
            return reception.refuse(e);
        }
    }

    private static void read(RawRequest request, IncomingBody body, BlockedReader reader) throws BodyRefused {
        reader.begin();
        try {
            request.body().readInto(body);
        } catch (IOException e) {
            throw body.why(BodyRefused.of(e));
        } finally {
            reader.end();
        }
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

    /** How many deliveries were forgotten before their time, for lack of space: their repetitions count as new. */
    public long forgottenDeliveries() {
        return deliveries.forgotten();
    }

    /** Of the queue, as senders see it. */
    Outage outage() {
        return outage;
    }

    MessageQueue queue() {
        return queue;
    }

    /** All bodies that are coming in; their limits are {@link BodyLimits#USUAL} unless others are set. */
    public IncomingBodies bodies() {
        return bodies;
    }

    MessageRoom room() {
        return room;
    }

    DeliveryIndex deliveries() {
        return deliveries;
    }

    RefusedLog refused() {
        return refused;
    }

    MessageProgress progress() {
        return progress;
    }

    Clock clock() {
        return clock;
    }
}
