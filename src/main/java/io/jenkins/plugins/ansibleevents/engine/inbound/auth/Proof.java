package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An authentic request.
 *
 * @param sender who the scheme says it is: a user name or the scheme's name
 * @param signedAt when it was signed, as covered by the signature; empty when the scheme has no time
 * @param tolerance how far {@code signedAt} may be from now, both ways
 * @param signedId a value covered by the signature that is the same only for a repetition of this very request; empty
 *     when the scheme has none
 */
public record Proof(String sender, Optional<Instant> signedAt, Duration tolerance, Optional<String> signedId) {

    /** A proof without a time and an id. */
    public static Proof of(String sender) {
        return new Proof(sender, Optional.empty(), Duration.ZERO, Optional.empty());
    }
}
