package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;

/**
 * How an endpoint knows its sender. A scheme sees the raw bytes, compares in constant time, and answers either a
 * {@link Proof} or why not; the reason is for the administrator's log and never for the sender.
 *
 * <p>Immutable and safe for use by several threads.
 */
public sealed interface Authentication
        permits KeyHeader, KeyQuery, BasicCredentials, HmacSignature, StandardWebhooks, Anyone {

    /**
     * Checks who sent this.
     *
     * @throws NotAuthentic when it was not proven; the message names no secret and no signature
     */
    Proof prove(SignedContent content) throws NotAuthentic;

    /** The scheme's name, for logs and metrics, for example {@code hmac}. */
    String name();

    /** The header fields that carry the proof: never stored, never logged, not visible to expressions. */
    List<String> proofHeaders();

    /** Header fields that identify a delivery with this kind of sender, most reliable first; may be empty. */
    List<String> deliveryHeaders();

    /** Everything that must not appear in anything the product writes. */
    List<Secret> secrets();
}
