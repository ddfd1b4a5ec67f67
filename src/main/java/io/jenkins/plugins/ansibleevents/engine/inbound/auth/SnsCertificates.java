package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The certificates with which Amazon SNS signs, each got once from Amazon over HTTPS. Amazon changes them about once a
 * year. A stranger can name certificates that do not exist, so only some are got in a minute. Safe for use by several
 * threads, which wait for each other.
 */
final class SnsCertificates {

    private static final int KEPT = 16;
    private static final int A_MINUTE = 10;

    private final HttpsFetch fetch;
    private final Bucket allowance = Bucket.builder()
            .addLimit(Bandwidth.builder()
                    .capacity(A_MINUTE)
                    .refillGreedy(A_MINUTE, Duration.ofMinutes(1))
                    .build())
            .build();
    private final Map<URI, X509Certificate> known = new LinkedHashMap<>();

    SnsCertificates(HttpsFetch fetch) {
        this.fetch = fetch;
    }

    /**
     * The certificate at a URL that has been checked.
     *
     * @throws NotAuthentic when it is none, or none any more
     * @throws CannotProve when it cannot be got now
     */
    synchronized X509Certificate get(URI uri) throws NotAuthentic, CannotProve {
        X509Certificate certificate = known.get(uri);
        if (certificate == null) {
            certificate = parse(fetch(uri));
            if (known.size() == KEPT) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(uri, certificate);
        }
        try {
            certificate.checkValidity();
            return certificate;
        } catch (GeneralSecurityException e) {
            throw new NotAuthentic("the certificate is not valid now");
        }
    }

    byte[] fetch(URI uri) throws CannotProve {
        if (!allowance.tryConsume(1)) {
            throw new CannotProve("too much was asked of " + uri.getHost() + " within a minute");
        }
        try {
            return fetch.get(uri);
        } catch (IOException e) {
            throw new CannotProve("nothing can be got from " + uri.getHost() + ": " + e.getMessage());
        }
    }

    private static X509Certificate parse(byte[] pem) throws NotAuthentic {
        try {
            var certificates = CertificateFactory.getInstance("X.509");
            return (X509Certificate) certificates.generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException e) {
            throw new NotAuthentic("there is no certificate at the SigningCertURL");
        }
    }
}
