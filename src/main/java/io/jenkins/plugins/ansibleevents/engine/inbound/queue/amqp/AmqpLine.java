package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/**
 * A connection to the broker that is made when it is asked for and made anew after {@link #broken}. One line publishes
 * and another one receives: a broker that stops a publisher must not stop the acknowledgements.
 */
final class AmqpLine implements AutoCloseable {

    /** Held here, or the level would be forgotten with the logger. */
    private static final Logger CLIENT = Logger.getLogger("org.apache.qpid.protonj2");

    static {
        // The client writes every connection that begins or ends; the queue's health has the part that matters.
        if (CLIENT.getLevel() == null) {
            CLIENT.setLevel(Level.SEVERE);
        }
    }

    private static final long IDLE_MILLIS = 20_000;

    private final AmqpSettings settings;
    private final Client client;
    private final AtomicBoolean closed = new AtomicBoolean();

    @CheckForNull
    private Connection connection;

    AmqpLine(AmqpSettings settings) {
        this.settings = settings;
        this.client = Client.create();
    }

    /** The connection; waits for it at most for the timeouts of the settings. */
    synchronized Connection connection() throws ClientException {
        if (closed.get()) {
            throw new ClientException("closed");
        }
        Connection now = connection;
        if (now == null) {
            now = client.connect(settings.host(), settings.port(), options());
            try {
                now.openFuture().get(settings.timeout().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                now.closeAsync();
                throw asClientException(e);
            }
            connection = now;
        }
        return now;
    }

    /** The connection failed: the next one who asks gets a new one. */
    synchronized void broken(@CheckForNull Connection failed) {
        if (failed != null && failed == connection) {
            connection = null;
            failed.closeAsync();
        }
    }

    private ClientException asClientException(Exception error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (error.getCause() instanceof ClientException known) {
            return known;
        }
        String where = settings.host() + ":" + settings.port();
        return new ClientException(
                where + " does not answer within " + settings.timeout().toSeconds() + " s", error);
    }

    private ConnectionOptions options() {
        var options = new ConnectionOptions();
        options.openTimeout(settings.timeout().toMillis());
        options.sendTimeout(settings.timeout().toMillis());
        options.requestTimeout(settings.timeout().toMillis());
        options.drainTimeout(settings.timeout().toMillis());
        options.closeTimeout(2_000);
        options.idleTimeout(IDLE_MILLIS);
        options.reconnectEnabled(false);
        options.transportOptions()
                .connectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        options.transportOptions().allowNativeIO(false);
        options.sslOptions().sslEnabled(settings.tls());
        login(options);
        trust(options);
        return options;
    }

    private void login(ConnectionOptions options) {
        AmqpSettings.Login login = settings.login();
        if (login != null) {
            options.user(login.user());
            // SASL PLAIN sends the plain text; the settings say whether by TLS.
            options.password(login.password().reveal());
            options.saslOptions().addAllowedMechanism("PLAIN");
        }
    }

    private void trust(ConnectionOptions options) {
        AmqpSettings.TrustStore trust = settings.trustStore();
        if (trust != null) {
            options.sslOptions().trustStoreLocation(trust.file().toString());
            // Opens the file of certificates.
            options.sslOptions().trustStorePassword(trust.password().reveal());
        }
    }

    @Override
    public void close() {
        closed.set(true);
        client.closeAsync();
    }
}
