package io.jenkins.plugins.ansibleevents.webhook;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** A body that has to arrive in time: a sender that trickles does not hold a thread for long. */
final class TimedBody implements BodySource {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int CHUNK = 8 << 10;

    private final InputStream stream;

    TimedBody(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public byte[] read(int limit) throws IOException {
        long end = System.nanoTime() + NANOS;
        var body = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        while (body.size() <= limit) {
            int n = stream.read(chunk, 0, Math.min(CHUNK, limit + 1 - body.size()));
            if (n < 0) {
                break;
            }
            body.write(chunk, 0, n);
            if (System.nanoTime() - end > 0) {
                throw new IOException("the body came too slowly");
            }
        }
        return body.toByteArray();
    }
}
