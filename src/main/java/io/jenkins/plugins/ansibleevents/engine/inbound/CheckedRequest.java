package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.Proof;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Expression;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Facts;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.ContentType;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request on its way through the checks; every check adds its findings. Belongs to one thread.
 *
 * <p>Package-private getters throw when the check that finds the value has not been passed yet: an order mistake is a
 * bug, not a request's fault.
 */
final class CheckedRequest {

    private final RawRequest request;
    private final EndpointSpec endpoint;
    private final String id = MessageIds.next();
    private final Instant received;
    private final Map<String, String> headers;
    private Optional<byte[]> body = Optional.empty();
    private Optional<byte[]> json = Optional.empty();
    private Optional<Proof> proof = Optional.empty();
    private Optional<JsonNode> payload = Optional.empty();
    private Optional<Facts> facts = Optional.empty();

    CheckedRequest(RawRequest request, EndpointSpec endpoint, Instant received) {
        this.request = request;
        this.endpoint = endpoint;
        this.received = received;
        this.headers =
                VisibleHeaders.of(request.headers(), endpoint.authentication().proofHeaders());
    }

    RawRequest request() {
        return request;
    }

    String id() {
        return id;
    }

    Instant received() {
        return received;
    }

    Map<String, String> headers() {
        return headers;
    }

    void read(byte[] bytes) {
        body = Optional.of(bytes);
    }

    /** The body as it was received: a signature covers it. */
    byte[] body() {
        return body.orElseThrow();
    }

    void unwrapped(byte[] text) {
        json = Optional.of(text);
    }

    /** The JSON in the body: it is queued. */
    byte[] json() {
        return json.orElseThrow();
    }

    /**
     * The text whose beginning an administrator may see. A form is left out: the keys of secrets cannot be found in it.
     */
    Optional<byte[]> readable() {
        if (json.isPresent() || ContentType.of(request.headers()).isForm()) {
            return json;
        }
        return isAuthentic() ? body : Optional.empty();
    }

    void proven(Proof by) {
        proof = Optional.of(by);
    }

    Proof proof() {
        return proof.orElseThrow();
    }

    boolean isAuthentic() {
        return proof.isPresent();
    }

    void parsed(JsonNode tree) {
        payload = Optional.of(tree);
    }

    JsonNode payload() {
        return payload.orElseThrow();
    }

    Optional<JsonNode> payloadIfParsed() {
        return payload;
    }

    /** The facts that expressions see; made once. */
    Facts facts() {
        if (facts.isEmpty()) {
            facts = Optional.of(Facts.of(payload(), headers, endpoint.name(), messageFacts()));
        }
        return facts.get();
    }

    private Map<String, String> messageFacts() {
        return Map.of("id", id, "sender", proof().sender(), "received", timestamp());
    }

    /**
     * The id that identifies a repetition: the sender's delivery id, or the signed one. A replay inside the tolerance
     * of a signed time is such a repetition.
     */
    Optional<String> deliveryId() {
        return endpoint.deliveryKey().of(request.headers(), facts()).or(() -> proof().signedId());
    }

    /** The signed id, where the endpoint identifies repetitions by another one. */
    Optional<String> signedIdBesideItsOwn() {
        return proof().signedId().filter(signed -> endpoint.deliveryKey().isConfigured());
    }

    private String timestamp() {
        return received.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The message to be queued. */
    Message message() {
        var attributes = new HashMap<String, String>();
        attributes.put(Message.CONTENT_TYPE, "application/json");
        attributes.put(Message.ENDPOINT, endpoint.name());
        attributes.put(Message.SENDER, proof().sender());
        attributes.put(Message.RECEIVED, timestamp());
        attributes.put(VisibleHeaders.ATTRIBUTE, VisibleHeaders.toAttribute(headers));
        deliveryId().ifPresent(d -> attributes.put(Message.DELIVERY_ID, d));
        trace(attributes, Message.TRACEPARENT);
        trace(attributes, Message.TRACESTATE);
        return new Message(id, json(), attributes, orderingKey());
    }

    private void trace(Map<String, String> attributes, String name) {
        String value = headers.get(name);
        if (value != null) {
            attributes.put(name, value);
        }
    }

    @CheckForNull
    private String orderingKey() {
        return endpoint.orderingKey().flatMap(this::orderingKey).orElse(null);
    }

    private Optional<String> orderingKey(Expression key) {
        try {
            return Optional.of(key.value(facts()).asText()).filter(k -> !k.isEmpty());
        } catch (ExpressionException absent) {
            // A message without the key has no order to keep.
            return Optional.empty();
        }
    }
}
