package io.jenkins.plugins.ansibleevents.engine.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The identity of one side of a TLS connection: a certificate, its issuers, and its private key.
 *
 * @param chain the certificate of the key first, then each one's issuer, as far as they are present
 * @param key the private key of the first certificate
 * @param place the origin of the certificate, for {@link #problem}
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key, String place) {

    private static final char[] NO_PASSWORD = {};

    /**
     * Reads a certificate and its key.
     *
     * @param certificate PEM file of the certificate and its issuers, with or without the root
     * @throws PemException naming the file that cannot be used; both files, when they do not belong together
     */
    public static TlsIdentity read(Path certificate, PemKey key) throws IOException {
        List<X509Certificate> all = PemCertificates.read(certificate);
        PrivateKey read = key.read();
        X509Certificate own = all.get(0);
        if (!belongTogether(read, own.getPublicKey())) {
            boolean later = all.stream().anyMatch(other -> belongTogether(read, other.getPublicKey()));
            throw new PemException(certificate + " and " + key.place()
                    + (later
                            ? ": the certificate of the key must be the first one in its file"
                            : " do not belong together: the certificate ("
                                    + own.getSubjectX500Principal().getName() + ") is of another key"));
        }
        return new TlsIdentity(ordered(own, all), read, certificate.toString());
    }

    /** The certificate, its issuer and so on; files hold them in any order, and others beside them. */
    private static List<X509Certificate> ordered(X509Certificate own, List<X509Certificate> all) {
        var chain = new ArrayList<X509Certificate>();
        Optional<X509Certificate> next = Optional.of(own);
        while (next.isPresent()) {
            X509Certificate last = next.get();
            chain.add(last);
            next = all.stream()
                    .filter(other -> !chain.contains(other) && isIssuedBy(last, other))
                    .findFirst();
        }
        return List.copyOf(chain);
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether a signature of the private key verifies with the public key. */
    private static boolean belongTogether(PrivateKey secret, PublicKey known) {
        try {
            byte[] text = "who am I".getBytes(StandardCharsets.US_ASCII);
            Signature signature = signature(secret.getAlgorithm(), known);
            signature.initSign(secret);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // The keys are of two types.
            return false;
        }
    }

    private static Signature signature(String algorithm, PublicKey known) throws GeneralSecurityException {
        return switch (algorithm) {
            case "RSA" -> Signature.getInstance("SHA256withRSA");
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            case "RSASSA-PSS" -> pss(known);
            default -> Signature.getInstance(algorithm);
        };
    }

    private static Signature pss(PublicKey known) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        AlgorithmParameterSpec demanded = known instanceof RSAKey rsa ? rsa.getParams() : null;
        signature.setParameter(
                demanded == null
                        ? new PSSParameterSpec("SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1)
                        : demanded);
        return signature;
    }

    /** A warning for whoever uses the certificate at this time: that it is expired, or not valid yet. */
    public Optional<String> problem(Instant now) {
        Instant from = chain.get(0).getNotBefore().toInstant();
        Instant until = until();
        if (now.isAfter(until)) {
            return Optional.of(place + ": the certificate has expired at " + until);
        }
        return now.isBefore(from)
                ? Optional.of(place + ": the certificate is not valid before " + from + "; check the clock")
                : Optional.empty();
    }

    /** When the certificate expires. */
    public Instant until() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** A key store without password. */
    public KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("identity", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
        return store;
    }

    static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
