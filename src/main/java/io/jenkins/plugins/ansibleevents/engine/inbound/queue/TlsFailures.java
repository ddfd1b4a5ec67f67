package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;

/** The reason why a TLS connection failed; the clients hide it below their own exceptions. */
public final class TlsFailures {

    private TlsFailures() {}

    /** Why the certificate of a broker was not accepted; empty when an error has another cause. */
    public static Optional<String> certificate(Throwable error) {
        Optional<String> reason = Optional.empty();
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof CertificateException || at instanceof CertPathBuilderException) {
                // The deepest one says it in the fewest words.
                reason = Optional.of(at.getMessage());
            }
        }
        return reason.map(why -> "the broker's certificate was not accepted: " + why
                + "; give a trust store that has it or its issuer, and use the host name that stands in it");
    }
}
