package io.jenkins.plugins.ansibleevents.engine.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates of PEM files ({@code BEGIN CERTIFICATE}, also {@code X509} and {@code TRUSTED}). */
public final class PemCertificates {

    private static final List<String> LABELS = List.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

    private PemCertificates() {}

    /** All certificates of a file, at least one, in their order; keys beside them are ignored. */
    public static List<X509Certificate> read(Path file) throws IOException {
        var certificates = new ArrayList<X509Certificate>();
        for (PemBlock block : PemBlock.of(PemKey.text(file))) {
            if (LABELS.contains(block.label())) {
                certificates.add(certificate(block, file));
            }
        }
        if (certificates.isEmpty()) {
            throw new PemException(file + ": no PEM certificate in it (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    private static X509Certificate certificate(PemBlock block, Path file) throws PemException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.der(file.toString())));
        } catch (CertificateException e) {
            throw new PemException(file + ": a certificate in it is damaged: " + e.getMessage());
        }
    }

    /** The authorities of a file, for {@link javax.net.ssl.TrustManagerFactory}. */
    public static KeyStore authorities(Path file) throws IOException {
        try {
            KeyStore store = TlsIdentity.emptyStore();
            int number = 0;
            for (X509Certificate certificate : read(file)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new PemException(file + ": cannot be used: " + e.getMessage());
        }
    }
}
