package io.jenkins.plugins.ansibleevents.cli.serve;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Logs why a TLS handshake failed: the sender sees no more than a closed connection. Not every failure is logged,
 * because anybody who scans ports causes as many as they like.
 */
final class FailedHandshakes implements SslHandshakeListener {

    private static final Logger LOGGER = Logger.getLogger(FailedHandshakes.class.getName());
    private static final int A_MINUTE = 10;

    private final AtomicLong unsaid = new AtomicLong();
    private final Bucket allowance = Bucket.builder()
            .addLimit(limit -> limit.capacity(A_MINUTE).refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
            .build();

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        if (!allowance.tryConsume(1)) {
            unsaid.incrementAndGet();
            return;
        }
        long before = unsaid.getAndSet(0);
        LOGGER.info(() -> "no TLS connection with " + event.getEndPoint().getRemoteSocketAddress() + ": "
                + failure.getMessage() + (before == 0 ? "" : " (and " + before + " others that are not shown)"));
    }
}
