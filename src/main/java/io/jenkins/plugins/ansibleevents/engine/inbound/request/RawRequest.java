package io.jenkins.plugins.ansibleevents.engine.inbound.request;

/**
 * A request as it came in: nothing decoded, nothing trusted.
 *
 * @param method the method in capitals, for example {@code POST}
 * @param path the raw path below the server's root, without query, for example {@code /webhook/alerts}
 * @param headers the header fields
 * @param contentLength what {@code Content-Length} says in bytes, or -1 when it says nothing
 * @param body reads the body when it is wanted
 * @param remoteAddress the peer's address, for the log of refused requests; empty when unknown
 */
public record RawRequest(
        String method, String path, Headers headers, long contentLength, BodySource body, String remoteAddress) {

    /** A request whose body is in memory. */
    public static RawRequest of(String method, String path, Headers headers, byte[] body) {
        return new RawRequest(method, path, headers, body.length, BodySource.of(body), "");
    }
}
