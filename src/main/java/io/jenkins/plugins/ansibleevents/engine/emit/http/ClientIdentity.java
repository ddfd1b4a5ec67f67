package io.jenkins.plugins.ansibleevents.engine.emit.http;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.tls.PemKey;
import io.jenkins.plugins.ansibleevents.engine.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Our certificate and key for a receiver that asks for them. Read again for each client that opens connections. */
@FunctionalInterface
public interface ClientIdentity {

    /**
     * The key managers for TLS.
     *
     * @throws IOException when the certificate or key cannot be used; the message names the file
     */
    KeyManager[] keyManagers() throws IOException, GeneralSecurityException;

    /**
     * A certificate and its key in the files that administrators have.
     *
     * @param chain PEM file of the certificate and its chain
     * @param key the private key
     */
    static ClientIdentity ofPem(Path chain, PemKey key) {
        return () -> ofKeyStore(TlsIdentity.read(chain, key).keyStore(), Secret.of(""))
                .keyManagers();
    }

    /** A key store and the password of the key in it. */
    static ClientIdentity ofKeyStore(KeyStore store, Secret password) {
        return () -> {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            // Revealed to open the key for the TLS engine.
            factory.init(store, password.reveal().toCharArray());
            return factory.getKeyManagers();
        };
    }
}
