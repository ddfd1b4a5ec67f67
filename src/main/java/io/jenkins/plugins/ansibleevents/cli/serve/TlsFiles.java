package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.tls.PemCertificates;
import io.jenkins.plugins.ansibleevents.engine.tls.PemKey;
import io.jenkins.plugins.ansibleevents.engine.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of {@code tls}:
 *
 * <pre>
 * certificate: FILE                 # PEM: the server's, and those up to the root
 * key: FILE                         # PEM: PKCS #8, PKCS #1 or SEC 1
 * keyPassphrase: SECRET             # of an encrypted key
 * clientAuth: { ca: FILE, required: true }
 * </pre>
 *
 * @param certificate with its chain
 * @param key of the certificate
 * @param keyPassphrase of an encrypted key
 * @param clientAuth whether senders must have a certificate of their own
 */
record TlsFiles(Path certificate, Path key, Optional<Secret> keyPassphrase, Optional<ClientAuth> clientAuth) {

    /**
     * Which certificates of senders are believed.
     *
     * @param authorities PEM file of those who issue them
     * @param required whether a sender without one is turned away in the handshake
     */
    record ClientAuth(Path authorities, boolean required) {}

    /**
     * The content of the files.
     *
     * @param identity of the server
     * @param authorities of its senders
     */
    record Content(TlsIdentity identity, Optional<KeyStore> authorities) {}

    /** Reads the section, and the files once, so that their mistakes are found now. */
    static TlsFiles read(Section tls) throws SettingsException {
        Path certificate = tls.path("certificate").orElseThrow(() -> tls.missing("certificate"));
        Path key = tls.path("key").orElseThrow(() -> tls.missing("key"));
        Optional<Secret> passphrase = tls.secret("keyPassphrase");
        Optional<Section> senders = tls.section("clientAuth");
        var files = new TlsFiles(
                certificate.normalize(),
                key.normalize(),
                passphrase,
                senders.isEmpty() ? Optional.empty() : Optional.of(clientAuth(senders.get())));
        tls.finish();
        try {
            files.load();
        } catch (IOException e) {
            throw tls.error("", e.getMessage());
        }
        return files;
    }

    private static ClientAuth clientAuth(Section senders) throws SettingsException {
        Path authorities = senders.path("ca").orElseThrow(() -> senders.missing("ca"));
        var clientAuth = new ClientAuth(authorities.normalize(), senders.bool("required", true));
        senders.finish();
        return clientAuth;
    }

    /** Reads the files as they are now. */
    Content load() throws IOException {
        return new Content(
                TlsIdentity.read(certificate, PemKey.of(key, keyPassphrase)),
                clientAuth.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                PemCertificates.authorities(clientAuth.get().authorities())));
    }

    /** A text that differs when a file has changed, whatever its times say, or when a file cannot be read. */
    String fingerprint() {
        MessageDigest digest = Sha256.digest();
        Stream.concat(Stream.of(certificate, key), clientAuth.stream().map(ClientAuth::authorities))
                .forEach(file -> digest.update(content(file)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return e.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
