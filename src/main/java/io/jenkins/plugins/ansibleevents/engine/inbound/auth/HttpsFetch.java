package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import java.io.IOException;
import java.net.URI;

/** Gets a small public document for an {@link Authentication} that needs one. Safe for use by several threads. */
@FunctionalInterface
public interface HttpsFetch {

    /** No document that is asked for here comes near. */
    int MAX_BYTES = 64 << 10;

    /**
     * Gets a document; follows no redirects.
     *
     * @param uri an https URL that the caller has checked
     * @return at most {@link #MAX_BYTES} bytes
     * @throws IOException when there is none, within some seconds; the message quotes nothing of it
     */
    byte[] get(URI uri) throws IOException;
}
