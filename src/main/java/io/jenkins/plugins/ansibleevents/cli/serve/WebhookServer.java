package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Outage;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server. Every limit is a guard against hostile senders: size of the head, silence, {@link Connections}, and
 * {@link RequestBody} for bodies.
 */
final class WebhookServer implements AutoCloseable {

    /** 16 KiB: GitHub sends about 1 KiB of header fields. */
    private static final int HEAD_BYTES = 16 << 10;

    private static final Logger LOGGER = Logger.getLogger(WebhookServer.class.getName());

    /** Held here, or the level would be forgotten with the logger. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private static final long LOOK_MILLIS = 500;

    /** A thread waits while the queue writes, so at most this many messages share one write. */
    private static final int THREADS = 64;

    private final Server server;
    private final ServerConnector connector;
    private final WebhookHandler handler;
    private final Listen listen;
    private final boolean tls;

    WebhookServer(Listen listen, Optional<ServerTls> tls, WebhookHandler handler, Duration idle, Duration stopTimeout) {
        JETTY.setLevel(Level.WARNING);
        this.handler = handler;
        this.listen = listen;
        this.tls = tls.isPresent();
        var threads = new QueuedThreadPool(THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = connector(tls);
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(idle.toMillis());
        connector.addBean(handler.connections());
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(handler));
        server.setErrorHandler(WebhookServer::refused);
        server.setStopTimeout(stopTimeout.toMillis());
    }

    /** The server's own refusals (bad HTTP, shutdown) are JSON too, and quote nothing of the request. */
    private static boolean refused(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String text = status == 503 ? "stopping; try again later" : "the request was not understood";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.CONTENT_TYPE);
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        }
        response.write(true, ByteBuffer.wrap(Answer.error(status, text).bytes()), callback);
        return true;
    }

    private ServerConnector connector(Optional<ServerTls> tlsOf) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setRequestHeaderSize(HEAD_BYTES);
        // Paths that two readers could understand differently are refused before anybody reads them.
        configuration.setUriCompliance(UriCompliance.RFC3986);
        if (tlsOf.isEmpty()) {
            return new Door(server, new HttpConnectionFactory(configuration));
        }
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        var http = new HttpConnectionFactory(configuration);
        var tls = new SslConnectionFactory(tlsOf.get().contexts(), http.getProtocol());
        var secured = new Door(server, tls, http);
        secured.addBean(new FailedHandshakes());
        return secured;
    }

    /** When descriptors have run out, Jetty logs each attempt to accept a connection; here they are one outage. */
    private static final class Door extends ServerConnector {

        /** As long as Jetty itself pauses: trying at once would only burn a processor. */
        private static final long PAUSE_MILLIS = 1_000;

        private final Outage outage =
                new Outage(LOGGER, "connections cannot be taken", "connections are taken again", Clock.systemUTC());

        Door(Server server, ConnectionFactory... factories) {
            super(server, 1, 1, factories);
        }

        @Override
        public void accept(int acceptor) throws IOException {
            super.accept(acceptor);
            outage.worked();
        }

        @Override
        protected boolean handleAcceptFailure(Throwable why) {
            if (!isRunning() || !(why instanceof IOException)) {
                return super.handleAcceptFailure(why);
            }
            outage.failed(why.getMessage() + "; raise the limit of open files (ulimit -n, LimitNOFILE)", false);
            try {
                Thread.sleep(PAUSE_MILLIS);
                return true;
            } catch (InterruptedException e) {
                return false; // Jetty ends this thread
            }
        }
    }

    /**
     * Begins to listen.
     *
     * @return the URL it can be reached at
     * @throws IOException naming the address when it cannot be used
     */
    String start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw new IOException("cannot listen on " + listen.host() + ":" + listen.port() + ": " + reason(e), e);
        } catch (Exception e) {
            throw new IOException("the HTTP server cannot be started: " + e.getMessage(), e);
        }
        look();
        return listen.url(tls, connector.getLocalPort());
    }

    private void look() {
        try {
            handler.breakOffSlow();
        } catch (RuntimeException | Error e) { // a periodic task that throws is not called again
            LOGGER.log(Level.WARNING, "slow senders were not sent away", e);
        }
        connector.getScheduler().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String reason(IOException e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }

    /** Answers begun requests, accepts nothing new, ends. */
    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (TimeoutException late) {
            // The server has stopped all the same; somebody did not read an answer, or kept a connection open.
            JETTY.log(Level.FINE, "connections were cut", late);
        } catch (Exception e) {
            throw new IOException("the HTTP server did not stop in good order: " + e.getMessage(), e);
        }
    }
}
