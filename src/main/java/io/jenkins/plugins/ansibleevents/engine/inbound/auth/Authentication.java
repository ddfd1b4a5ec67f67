package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;
import java.util.Optional;

/**
 * How an endpoint knows its sender. A scheme sees the raw bytes, compares in constant time, and answers either a
 * {@link Proof} or why not; the reason is for the administrator's log and never for the sender.
 *
 * <p>Immutable and safe for use by several threads.
 */
public sealed interface Authentication
        permits KeyHeaderAuthentication,
                KeyQueryAuthentication,
                BasicAuthentication,
                HmacAuthentication,
                StandardWebhooksAuthentication,
                AmazonSnsAuthentication,
                NoAuthentication {

    /**
     * Checks the sender.
     *
     * @throws NotAuthentic when it was not proven; the message names no secret and no signature
     * @throws CannotProve when that cannot be decided now
     */
    Proof prove(SignedContent content) throws NotAuthentic, CannotProve;

    /**
     * Checks the head before the body is read: a body is the largest thing that a stranger can make us hold.
     *
     * @param head the content without its bytes
     * @return the proof, where the body is no part of it; otherwise empty
     * @throws NotAuthentic when there will be none, whatever the body is, as {@link #prove} would say it
     */
    default Optional<Proof> proveByHead(SignedContent head) throws NotAuthentic {
        return Optional.empty();
    }

    /**
     * The answer to an authentic request that is no message, because the sender only looks whether somebody is there.
     *
     * @return empty for a message
     * @throws CannotProve when the sender's question cannot be answered now
     */
    default Optional<ObjectNode> greeting(Headers headers, JsonNode payload) throws CannotProve {
        return Greetings.answer(name(), headers, payload);
    }

    /** The scheme's name, for logs and metrics, for example {@code hmac}. */
    String name();

    /** The header fields that carry the proof: never stored, never logged, not visible to expressions. */
    default List<String> proofHeaders() {
        return List.of();
    }

    /** Header fields that identify a delivery with this kind of sender, most reliable first; may be empty. */
    default List<String> deliveryHeaders() {
        return List.of();
    }

    /** Everything that must not appear in anything the product writes. */
    default List<Secret> secrets() {
        return List.of();
    }
}
