package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;

/**
 * The part of a request that a proof covers.
 *
 * @param headers all header fields
 * @param query the raw query of the URL, which may hold a key; empty when there is none
 * @param bytes the raw body; for a request that has none by its nature (a status query) the raw path, so that a
 *     signature is good for one path only
 */
public record SignedContent(Headers headers, String query, byte[] bytes) {

    /** The content of a request, with these bytes as its body. */
    public static SignedContent of(RawRequest request, byte[] bytes) {
        return new SignedContent(request.headers(), request.query(), bytes);
    }

    /** Only the size: headers and query may hold a secret. */
    @Override
    public String toString() {
        return "content of " + bytes.length + " bytes";
    }
}
