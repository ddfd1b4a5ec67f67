package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.io.IOException;
import java.io.InputStream;

/** The body of a request, read at most once and never beyond a limit. */
@FunctionalInterface
public interface BodySource {

    /**
     * Reads the body.
     *
     * @param limit how many bytes may be kept; memory is bounded by it
     * @return the body, or {@code limit + 1} bytes of it when it is longer
     * @throws IOException when the sender stops in the middle or is too slow
     */
    byte[] read(int limit) throws IOException;

    /** A body that is already in memory. */
    static BodySource of(byte[] body) {
        return limit -> body;
    }

    /** A body that is still to be read from a stream, which stays the caller's to close. */
    static BodySource of(InputStream stream) {
        return limit -> stream.readNBytes(limit + 1);
    }
}
