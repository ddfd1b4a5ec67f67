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

/** Who we are to a receiver that asks for a client certificate. Read again for each client that opens connections. */
@FunctionalInterface
public interface ClientIdentity {

    /**
     * What TLS needs.
     *
     * @throws IOException naming the file, when it cannot be used
     */
    KeyManager[] keyManagers() throws IOException, GeneralSecurityException;

    /**
     * A certificate and its key as administrators have them.
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
