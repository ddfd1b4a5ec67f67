package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.SignedContent;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Published;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyRefused;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.IncomingBody;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Accepts messages of one kind: checks a request, puts its message into the queue, answers.
 *
 * <p><b>Durability.</b> {@code 202 {"id": ...}} is answered only after the message is on disk or confirmed by the
 * broker; it will be handled even after a crash. <b>Threads.</b> Safe for use by several; a call blocks while the queue
 * writes.
 */
public final class Endpoint {

    static final Logger LOGGER = Logger.getLogger(Endpoint.class.getName());

    /** Of one delivery; more would only cost time. */
    private static final int MOST_REDELIVERIES = 1_000;

    private final EndpointSpec spec;
    private final Inbound inbound;
    private final List<EndpointCheck> ofHead;
    private final List<EndpointCheck> ofSender;
    private final List<EndpointCheck> ofMessage;
    private final Optional<EndpointCheck> rate;
    private final EndpointCounters counters;

    /**
     * Makes an endpoint.
     *
     * @param before the endpoint of the same name that this one replaces
     */
    Endpoint(EndpointSpec spec, Inbound inbound, Optional<Endpoint> before) {
        this.spec = spec;
        this.inbound = inbound;
        this.ofHead = EndpointChecks.ofHead(spec);
        this.ofSender = EndpointChecks.ofSender(spec, inbound.clock());
        this.ofMessage = EndpointChecks.ofMessage(spec);
        this.rate = before.isPresent() && before.get().spec.rate().equals(spec.rate())
                ? before.get().rate
                : spec.rate().map(EndpointChecks::mustBeWithinRate);
        this.counters = before.map(Endpoint::counters).orElseGet(EndpointCounters::new);
    }

    public EndpointSpec spec() {
        return spec;
    }

    public EndpointCounters counters() {
        return counters;
    }

    /** Checks the head of a request with a message. Never throws because of the content of a request. */
    Reception receive(RawRequest request) {
        var delivery = new CheckedRequest(request, spec, inbound.clock().instant());
        try {
            pass(ofHead, delivery);
            return Reception.wantsBody(this, delivery);
        } catch (Refusal refusal) {
            return Reception.over(refused(delivery, refusal));
        }
    }

    private static void pass(List<EndpointCheck> checks, CheckedRequest delivery) throws Refusal {
        for (EndpointCheck check : checks) {
            check.pass(delivery);
        }
    }

    IncomingBody open(CheckedRequest delivery, Runnable whenBrokenOff) throws BodyRefused {
        return inbound.bodies()
                .open(delivery.request().remoteAddress(), delivery.isAuthentic(), spec.maxBodyBytes(), whenBrokenOff);
    }

    Answer refuse(CheckedRequest delivery, BodyRefused why) {
        return refused(delivery, Refusal.body(why));
    }

    /** Completes a request when its body is there. Never throws because of the content of a request. */
    Answer complete(CheckedRequest delivery, IncomingBody body) {
        try {
            delivery.read(body.bytes());
            pass(ofSender, delivery);
            int bytes = delivery.body().length;
            if (MessageRoom.isNeededFor(bytes)) {
                body.vouch(); // it may have to wait
            }
            Runnable leave = inbound.room().enter(bytes);
            try {
                body.close();
                return stored(delivery);
            } finally {
                leave.run();
            }
        } catch (BodyRefused e) {
            return refuse(delivery, e);
        } catch (Refusal refusal) {
            return refused(delivery, refusal);
        } finally {
            body.close();
        }
    }

    private Answer stored(CheckedRequest delivery) throws Refusal {
        pass(ofMessage, delivery);
        if (spec.testMode()) {
            return TestReport.wouldBeAccepted(delivery);
        }
        if (rate.isPresent()) {
            rate.get().pass(delivery);
        }
        return accepted(delivery);
    }

    private Answer accepted(CheckedRequest delivery) throws Refusal {
        Published published = publish(delivery);
        if (published.repeated()) {
            throw Refusal.repeated(published.id());
        }
        counters.countAccepted();
        inbound.outage().worked();
        inbound.progress().accepted(spec.name(), published.id());
        MessageLog.accepted(spec.name(), published.id(), delivery.request().remoteAddress());
        return Answer.of(202, Answer.json().put("id", published.id()));
    }

    private Published publish(CheckedRequest delivery) throws Refusal {
        Message message = delivery.message();
        try {
            if (message.deliveryId().isEmpty()) {
                return new Published(inbound.queue().publish(message), false);
            }
            Optional<String> signed = delivery.signedIdBesideItsOwn();
            if (signed.isEmpty()) {
                return publishOnce(delivery, message);
            }
            // The sender's own id is outside of the signature: anybody who repeats the request can change it.
            String key = "signed " + DeliveryIndex.key(spec.name(), signed.get());
            Duration window = delivery.proof().tolerance().multipliedBy(2);
            return inbound.deliveries().publish(named -> publishOnce(delivery, named), message, key, window);
        } catch (QueueException e) {
            if (e.kind() != QueueException.Kind.TOO_LARGE) {
                // A queue that is down has logged that itself.
                inbound.outage()
                        .failed(e.getMessage(), !inbound.queue().health().up());
                LOGGER.log(Level.FINE, e, () -> spec.name() + ": a message was answered with 503");
            }
            throw Refusal.queue(e);
        }
    }

    private Published publishOnce(CheckedRequest delivery, Message message) throws QueueException {
        String key = DeliveryIndex.key(spec.name(), message.deliveryId().orElse(""));
        Published published = publish(message, key);
        // A repetition of a repetition is identified by the message that it repeats.
        for (int i = 0; i < MOST_REDELIVERIES && published.repeated() && runsAgain(delivery, published.id()); i++) {
            published = publish(message, key + '#' + published.id());
        }
        return published;
    }

    private Published publish(Message message, String key) throws QueueException {
        MessageQueue queue = inbound.queue();
        Duration window = spec.deliveryKey().window();
        return queue.remembersDeliveries()
                ? queue.publishUnique(message, key, window)
                : inbound.deliveries().publish(queue, message, key, window);
    }

    /** Never for a request with a signed time: its repetition may be somebody else's replay. */
    private boolean runsAgain(CheckedRequest delivery, String firstId) {
        return spec.redelivery() == Redelivery.RUN
                && delivery.proof().signedId().isEmpty()
                && inbound.progress().hasEnded(spec.name(), firstId);
    }

    private Answer refused(CheckedRequest delivery, Refusal refusal) {
        counters.count(refusal.reason());
        LOGGER.fine(() -> spec.name() + ": " + refusal.reason().label() + ": " + refusal.getMessage());
        if (!refusal.reason().isRefusal()) {
            MessageLog.passedOver(spec.name(), delivery.request().remoteAddress(), refusal);
        } else {
            inbound.refused().add(delivery, spec.name(), refusal);
        }
        boolean report = spec.testMode() && refusal.reason() != Reason.GREETING;
        return report ? TestReport.wouldBeRefused(delivery, refusal) : refusal.answer();
    }

    /**
     * Answers the state of a message. The same authentication as for messages; a signature covers the raw path instead
     * of the body, so it is valid for one message only.
     */
    public Answer status(RawRequest request, String messageId) {
        try {
            if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
                throw Refusal.method(request.method(), "GET, HEAD");
            }
            byte[] path = request.path().getBytes(StandardCharsets.UTF_8);
            var content = SignedContent.of(request, path);
            EndpointChecks.fresh(EndpointChecks.prove(spec.authentication(), content), inbound.clock());
            Optional<ObjectNode> progress = inbound.progress().of(spec.name(), messageId);
            return progress.map(p -> Answer.of(200, p)).orElseGet(() -> Answer.error(404, "no such message"));
        } catch (Refusal refusal) {
            counters.count(refusal.reason());
            return refusal.answer();
        }
    }
}
