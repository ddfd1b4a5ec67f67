package io.jenkins.plugins.ansibleevents.engine.inbound.request;

/**
 * A request as it came in: nothing decoded, nothing trusted.
 *
 * @param method the method in capitals, for example {@code POST}
 * @param path the raw path below the place where the endpoints are mounted, without query, for example {@code
 *     /webhook/alerts}
 * @param query what stands behind the path, raw and without the question mark; empty when there is nothing. It may hold
 *     a
 *     key, so it is never kept and never shown
 * @param headers the header fields
 * @param contentLength what {@code Content-Length} says in bytes, or -1 when it says nothing
 * @param body reads the body when it is wanted
 * @param remoteAddress the sender's address, for the log of refused requests; empty when unknown
 */
public record RawRequest(
        String method,
        String path,
        String query,
        Headers headers,
        long contentLength,
        BodySource body,
        String remoteAddress) {

    /** A request without a query whose body is in memory. */
    public static RawRequest of(String method, String path, Headers headers, byte[] body) {
        return new RawRequest(method, path, "", headers, body.length, BodySource.of(body), "");
    }

    /** The same request for another path. */
    public RawRequest at(String otherPath) {
        return new RawRequest(method, otherPath, query, headers, contentLength, body, remoteAddress);
    }

    /** Method and path only: query and headers may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
