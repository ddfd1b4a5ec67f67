package io.jenkins.plugins.ansibleevents.cli.serve;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * The rest of a body that nobody wants. A connection that is closed while bytes still arrive is reset, and the sender
 * may never see the answer. So the bytes are discarded for a moment, while the sender reads the answer and closes its
 * side.
 */
final class UnwantedBody {

    /** Enough for an answer of a few bytes to arrive. */
    private static final long MILLIS = 2_000;

    /** As many as Jetty itself would take. */
    private static final int READS = 16;

    private final Request request;
    private final Runnable then;
    private final AtomicBoolean over = new AtomicBoolean();

    private UnwantedBody(Request request, Runnable then) {
        this.request = request;
        this.then = then;
    }

    /**
     * Discards the bytes that have arrived; returns whether the body has ended, so that the connection can be used
     * again.
     */
    static boolean isAllHere(Request request) {
        if (request.getLength() <= 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            return true;
        }
        for (int i = 0; i < READS; i++) {
            Content.Chunk chunk = request.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return false;
            }
            chunk.release();
            if (chunk.isLast()) {
                return true;
            }
        }
        return false;
    }

    /** Discards the body to its end, or for a moment, and goes on. */
    static void discard(Request request, Runnable then) {
        var rest = new UnwantedBody(request, then);
        request.getComponents().getScheduler().schedule(rest::end, MILLIS, TimeUnit.MILLISECONDS);
        rest.more();
    }

    private void more() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::more);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end();
                return;
            }
            chunk.release();
            if (chunk.isLast()) {
                end();
            }
        }
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            then.run();
        }
    }
}
