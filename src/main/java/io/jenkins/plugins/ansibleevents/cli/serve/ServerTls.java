package io.jenkins.plugins.ansibleevents.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The TLS of a running server. New connections use renewed files without a restart. Files that cannot be used, for
 * example because only one of them is renewed yet, are logged, and the old ones stay.
 *
 * <p>{@link #look} and {@link #use} are for one thread.
 */
final class ServerTls {

    private static final Logger LOGGER = Logger.getLogger(ServerTls.class.getName());

    private final SslContextFactory.Server contexts = new SslContextFactory.Server();
    private TlsFiles files;
    private String seen;
    private volatile Instant until = Instant.EPOCH;

    ServerTls(TlsFiles files) throws IOException {
        this.files = files;
        this.seen = files.fingerprint();
        TlsFiles.Content content = files.load();
        configure(contexts, files, content);
        taken(content);
    }

    private static void configure(SslContextFactory.Server server, TlsFiles files, TlsFiles.Content content)
            throws IOException {
        try {
            server.setKeyStore(content.identity().keyStore());
        } catch (GeneralSecurityException e) {
            throw new IOException(files.certificate() + ": cannot be used: " + e.getMessage(), e);
        }
        server.setKeyStorePassword("");
        Optional<KeyStore> authorities = content.authorities();
        server.setTrustStore(authorities.orElse(null));
        boolean required = files.clientAuth().map(TlsFiles.ClientAuth::required).orElse(false);
        server.setNeedClientAuth(required);
        server.setWantClientAuth(authorities.isPresent() && !required);
    }

    private void taken(TlsFiles.Content content) {
        until = content.identity().until();
        content.identity().problem(Instant.now()).ifPresent(LOGGER::warning);
    }

    /** For the connector. */
    SslContextFactory.Server contexts() {
        return contexts;
    }

    /** When the certificate in use expires. */
    Instant until() {
        return until;
    }

    /** Uses the files if they have changed since the last call. */
    void look() {
        String now = files.fingerprint();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            reload(files);
            LOGGER.info(() -> files.certificate() + " was renewed; it is valid until " + until);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "the renewed TLS files are not taken, the old certificate (valid until " + until + ") stays: "
                            + e.getMessage());
        }
    }

    /**
     * Uses other files.
     *
     * @throws IOException when they cannot be used; then the old ones stay
     */
    void use(TlsFiles next) throws IOException {
        String now = next.fingerprint();
        reload(next);
        files = next;
        seen = now;
    }

    private void reload(TlsFiles from) throws IOException {
        TlsFiles.Content content = from.load();
        try {
            // A trial first: a context that cannot be made would leave the server without any.
            var trial = new SslContextFactory.Server();
            configure(trial, from, content);
            trial.start();
            trial.stop();
            contexts.reload(factory -> configureOrFail(from, content));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(from.certificate() + ": cannot be used: " + e.getMessage(), e);
        }
        taken(content);
    }

    private void configureOrFail(TlsFiles from, TlsFiles.Content content) {
        try {
            configure(contexts, from, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
