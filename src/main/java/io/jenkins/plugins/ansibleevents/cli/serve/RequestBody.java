package io.jenkins.plugins.ansibleevents.cli.serve;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads a body without holding a thread while it comes in, up to a number of bytes and within a time: thousands of slow
 * senders cost no more than their connections.
 */
final class RequestBody {

    /** What becomes of it; one of the two is called, once. */
    interface Sink {

        /** All of it, or one byte more than the limit when it is longer. */
        void complete(byte[] body);

        void failed(Throwable why);
    }

    private final Request request;
    private final int limit;
    private final Sink sink;
    private final AtomicBoolean over = new AtomicBoolean();
    private final long withinMillis;
    private final ByteArrayOutputStream bytes;

    @CheckForNull
    private Scheduler.Task deadline;

    private RequestBody(Request request, int limit, long withinMillis, Sink sink) {
        this.request = request;
        this.limit = limit;
        this.withinMillis = withinMillis;
        this.sink = sink;
        long announced = request.getLength();
        this.bytes = new ByteArrayOutputStream((int) Math.min(announced < 0 ? 1024 : announced, limit + 1L));
    }

    static void read(Request request, int limit, long withinMillis, Sink sink) {
        new RequestBody(request, limit, withinMillis, sink).more();
    }

    private void more() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                waitForMore();
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                fail(chunk.getFailure());
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast() || bytes.size() > limit;
            chunk.release();
            if (last) {
                complete();
                return;
            }
        }
    }

    /** Most bodies come with their head; only the others need a deadline. */
    private void waitForMore() {
        if (deadline == null) {
            deadline = request.getComponents()
                    .getScheduler()
                    .schedule(() -> fail(new TimeoutException("too slow")), withinMillis, TimeUnit.MILLISECONDS);
        }
        request.demand(this::more);
    }

    private void take(ByteBuffer chunk) {
        byte[] taken = new byte[Math.min(chunk.remaining(), limit + 1 - bytes.size())];
        chunk.get(taken);
        bytes.write(taken, 0, taken.length);
    }

    private void complete() {
        if (over.compareAndSet(false, true)) {
            cancelDeadline();
            sink.complete(bytes.toByteArray());
        }
    }

    private void fail(Throwable why) {
        if (over.compareAndSet(false, true)) {
            cancelDeadline();
            sink.failed(why);
        }
    }

    private void cancelDeadline() {
        Scheduler.Task set = deadline;
        if (set != null) {
            set.cancel();
        }
    }
}
