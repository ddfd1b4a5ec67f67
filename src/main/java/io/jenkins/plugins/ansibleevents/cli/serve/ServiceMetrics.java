package io.jenkins.plugins.ansibleevents.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.Endpoint;
import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.Reason;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Dispatcher;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.ThreadHealth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueHealth;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** {@code /metrics} and {@code /health}. Safe for use by several threads. */
final class ServiceMetrics {

    private static final String QUEUE = "ansible_events_queue_messages";
    private static final String OLDEST = "ansible_events_queue_oldest_seconds";
    private static final String UP = "ansible_events_queue_up";
    private static final String REQUESTS = "ansible_events_requests_total";
    private static final String UNDECIDED = "ansible_events_filter_undecided_total";
    private static final String MESSAGES = "ansible_events_messages_total";
    private static final String RUNS = "ansible_events_runs_total";
    private static final String HELD = "ansible_events_messages_held";
    private static final String WAITING = "ansible_events_messages_waiting";
    private static final String CONNECTIONS = "ansible_events_connections";
    private static final String CLOSED = "ansible_events_connections_closed_total";
    private static final String BODIES = "ansible_events_unproven_bodies";
    private static final String BODY_BYTES = "ansible_events_unproven_body_bytes";
    private static final String FORGOTTEN = "ansible_events_forgotten_total";
    private static final String THREAD_UP = "ansible_events_thread_up";
    private static final String THREAD_RESTARTS = "ansible_events_thread_restarts_total";
    private static final String THREAD = "thread";
    private static final String COUNTER = "counter";
    private static final String GAUGE = "gauge";

    private final InboundService service;
    private final MessageQueue queue;
    private final Inbound inbound;
    private final ServiceRuns runs;

    ServiceMetrics(InboundService service, ServiceRuns runs) {
        this.service = service;
        this.queue = service.queue();
        this.inbound = service.inbound();
        this.runs = runs;
    }

    /** 200 while messages can be stored and are worked on, otherwise 503. */
    Answer health() {
        QueueHealth health = queue.health();
        List<ThreadHealth> threads = service.threads();
        boolean up = health.up() && threads.stream().allMatch(ThreadHealth::up);
        ObjectNode body = Answer.json().put("status", up ? "up" : "down");
        ObjectNode about = body.putObject("queue")
                .put("up", health.up())
                .put("since", health.since().toString());
        if (!health.up()) {
            about.put("error", health.lastError());
        }
        if (!service.journalProblem().isEmpty()) {
            body.put("journal", service.journalProblem());
        }
        body.put("running", runs.running());
        threads.forEach(thread -> tell(thread, body.withObjectProperty("threads")));
        return Answer.of(up ? 200 : 503, body);
    }

    private static void tell(ThreadHealth thread, ObjectNode threads) {
        ObjectNode about = threads.putObject(thread.name()).put("up", thread.up());
        if (thread.restarts() > 0) {
            about.put("restarts", thread.restarts()).put("error", thread.lastError());
        }
    }

    /** All metrics, in the Prometheus text format. */
    String metrics(Connections connections) {
        var page = new Prometheus();
        queue(page);
        requests(page);
        senders(page, connections);
        service.dispatcher().ifPresent(d -> messages(page, d));
        page.metric(FORGOTTEN, COUNTER, "What was forgotten before its time, because there was too much (keep).")
                .sample(FORGOTTEN, Map.of("what", "messages"), service.forgottenMessages())
                .sample(FORGOTTEN, Map.of("what", "deliveries"), inbound.forgottenDeliveries());
        runs.metrics(page);
        return page.toString();
    }

    private void queue(Prometheus page) {
        QueueDepth depth = depth();
        page.metric(QUEUE, GAUGE, "Messages in the queue by state.");
        depth(page, "queued", depth.queued());
        depth(page, "delayed", depth.delayed());
        depth(page, "leased", depth.leased());
        depth(page, "dead", depth.dead());
        page.metric(OLDEST, GAUGE, "Age of the oldest message that is not acknowledged.");
        depth.oldest().ifPresent(age -> page.sample(OLDEST, Map.of(), age.toMillis() / 1000.0));
        page.metric(UP, GAUGE, "Whether the queue can be reached.")
                .sample(UP, Map.of(), queue.health().up() ? 1 : 0);
    }

    private QueueDepth depth() {
        try {
            return queue.depth();
        } catch (QueueException unreachable) {
            return QueueDepth.UNKNOWN;
        }
    }

    private static void depth(Prometheus page, String state, OptionalLong number) {
        number.ifPresent(n -> page.sample(QUEUE, Map.of("state", state), n));
    }

    private void requests(Prometheus page) {
        page.metric(REQUESTS, COUNTER, "Requests by endpoint and how they ended.");
        for (Endpoint endpoint : inbound.endpoints()) {
            request(page, endpoint, "accepted", endpoint.counters().accepted());
            for (Reason reason : Reason.values()) {
                request(page, endpoint, reason.label(), endpoint.counters().ended(reason));
            }
        }
        page.metric(UNDECIDED, COUNTER, "Messages for which a filter could not be decided, so did not pass it.");
        for (Endpoint endpoint : inbound.endpoints()) {
            endpoint.spec()
                    .filters()
                    .forEach((name, filter) -> page.sample(
                            UNDECIDED, labels("endpoint", endpoint.spec().name(), "filter", name), filter.undecided()));
        }
    }

    private void senders(Prometheus page, Connections connections) {
        page.metric(CONNECTIONS, GAUGE, "Connections of senders.").sample(CONNECTIONS, Map.of(), connections.open());
        page.metric(CLOSED, COUNTER, "Connections that a limit has closed.");
        for (Connections.Why why : Connections.Why.values()) {
            page.sample(CLOSED, Map.of("reason", why.label()), connections.closed(why));
        }
        page.metric(BODIES, GAUGE, "Bodies that come in from senders who have proven nothing yet.")
                .sample(BODIES, Map.of(), inbound.bodies().strangers());
        page.metric(BODY_BYTES, GAUGE, "The memory of these bodies.")
                .sample(BODY_BYTES, Map.of(), inbound.bodies().strangersBytes());
    }

    private static void request(Prometheus page, Endpoint endpoint, String result, long number) {
        page.sample(REQUESTS, labels("endpoint", endpoint.spec().name(), "result", result), number);
    }

    private static Map<String, String> labels(String first, String one, String second, String two) {
        var labels = new java.util.LinkedHashMap<String, String>();
        labels.put(first, one);
        labels.put(second, two);
        return labels;
    }

    private static void messages(Prometheus page, Dispatcher dispatcher) {
        page.metric(MESSAGES, COUNTER, "Messages received from the queue and what was done with them.");
        dispatcher.counters().messages().forEach((what, n) -> page.sample(MESSAGES, Map.of("result", what), n));
        page.metric(RUNS, COUNTER, "Runs by status.");
        dispatcher.counters().runs().forEach((status, n) -> page.sample(RUNS, Map.of("status", status), n));
        page.metric(THREAD_UP, GAUGE, "Whether a thread works that must live.");
        dispatcher.threads().forEach(t -> page.sample(THREAD_UP, Map.of(THREAD, t.name()), t.up() ? 1 : 0));
        page.metric(THREAD_RESTARTS, COUNTER, "How often a thread that must live was begun again.");
        dispatcher.threads().forEach(t -> page.sample(THREAD_RESTARTS, Map.of(THREAD, t.name()), t.restarts()));
        page.metric(HELD, GAUGE, "Messages that wait for or are in a run.").sample(HELD, Map.of(), dispatcher.held());
        page.metric(WAITING, GAUGE, "Those of them that only wait for the end of a window and take no place.")
                .sample(WAITING, Map.of(), dispatcher.waiting());
    }
}
