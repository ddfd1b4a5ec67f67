package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The body of a request, read at most once, and only when it is wanted. */
@FunctionalInterface
public interface BodySource {

    /** Bytes read at once from a stream. */
    int CHUNK_BYTES = 8 << 10;

    /**
     * Reads the body to its end; may block.
     *
     * @throws IOException when the sender stops in the middle
     * @throws BodyRefused when the body is not taken
     */
    void readInto(IncomingBody body) throws IOException, BodyRefused;

    /** A body that is already in memory. */
    static BodySource of(byte[] bytes) {
        return body -> body.add(ByteBuffer.wrap(bytes));
    }

    private static int more(InputStream stream, byte[] chunk, IncomingBody body) throws IOException {
        return stream.read(chunk, 0, Math.min(chunk.length, body.wanted()));
    }

    /** A body that is still to be read from a stream, which stays the caller's to close. */
    static BodySource of(InputStream stream) {
        return body -> {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = more(stream, chunk, body); n >= 0; n = more(stream, chunk, body)) {
                body.add(ByteBuffer.wrap(chunk, 0, n));
            }
        };
    }
}
