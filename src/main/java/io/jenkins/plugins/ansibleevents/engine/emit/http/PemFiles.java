package io.jenkins.plugins.ansibleevents.engine.emit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates and keys as administrators have them: PEM. */
final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemFiles() {}

    /** Trusts these authorities, or the JDK's when there is no file. */
    static X509TrustManager trust(@CheckForNull Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = null;
        if (authorities != null) {
            store = emptyStore();
            int number = 0;
            for (Certificate certificate : certificates(authorities)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** A key store, without password, that holds a certificate with its chain and its key. */
    static KeyStore identity(Path chain, Secret key) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client", privateKey(key), new char[0], certificates(chain).toArray(new Certificate[0]));
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException(file + ": no PEM certificate found");
            }
            return found;
        }
    }

    private static PrivateKey privateKey(Secret pem) throws IOException, GeneralSecurityException {
        // Revealed to be handed to the TLS engine.
        Matcher match = KEY.matcher(pem.reveal());
        if (!match.find()) {
            throw new IOException("the client key must be PEM with BEGIN PRIVATE KEY (PKCS #8, not encrypted);"
                    + " convert it with: openssl pkcs8 -topk8 -nodes -in OLD -out NEW");
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(match.group(1)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // The next algorithm may know it.
            }
        }
        throw new IOException("the client key is neither RSA nor EC nor EdDSA");
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
