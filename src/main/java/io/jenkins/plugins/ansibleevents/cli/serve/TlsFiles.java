package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * {@code tls: {certificate: FILE, key: FILE}}: a PEM file with the server's certificate and those up to, not necessarily
 * including, the root, and a PEM file with its private key in PKCS#8 ({@code BEGIN PRIVATE KEY}), RSA or EC.
 */
record TlsFiles(KeyStore keys) {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = {};

    static TlsFiles read(Section tls) throws SettingsException {
        Path certificate = tls.path("certificate").orElseThrow(() -> tls.missing("certificate"));
        Path key = tls.path("key").orElseThrow(() -> tls.missing("key"));
        tls.finish();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", privateKey(key), NO_PASSWORD, certificates(certificate));
            return new TlsFiles(store);
        } catch (IOException | GeneralSecurityException e) {
            // The cause is left out on purpose: a decoding error could quote the key.
            throw tls.error(
                    "certificate",
                    "certificate or key cannot be used (" + e.getClass().getSimpleName()
                            + "); both must be PEM, the key PKCS#8: openssl pkcs8 -topk8 -nocrypt");
        }
    }

    private static Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        var bytes = new ByteArrayInputStream(Files.readAllBytes(file));
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(bytes)
                .toArray(Certificate[]::new);
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new GeneralSecurityException("no PKCS#8 key");
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (java.security.spec.InvalidKeySpecException notRsa) {
            return KeyFactory.getInstance("EC").generatePrivate(spec);
        }
    }

    SslContextFactory.Server contextFactory() {
        var factory = new SslContextFactory.Server();
        factory.setKeyStore(keys);
        factory.setKeyStorePassword("");
        return factory;
    }
}
