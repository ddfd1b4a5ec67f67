package io.jenkins.plugins.ansibleevents.engine.emit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Where and how the HTTP emitter sends. Immutable; change one thing with the {@code with} methods.
 *
 * @param url the receiver; with a unix socket only its path and query count
 * @param socket a unix domain socket to connect to, or null for TCP
 * @param method POST, PUT or PATCH
 * @param headers further request headers; all values are treated as secrets
 * @param timeouts see {@link Timeouts}
 * @param tls see {@link Tls}
 * @param proxy see {@link HttpProxy}, or null for a direct connection
 * @param form how messages become bodies
 * @param gzip whether bodies are compressed
 * @param signing key of Standard Webhooks signatures, or null for none
 * @param destinations which addresses may be connected to
 */
public record HttpSettings(
        HttpUrl url,
        @CheckForNull Path socket,
        String method,
        Map<String, Secret> headers,
        Timeouts timeouts,
        Tls tls,
        @CheckForNull HttpProxy proxy,
        BodyForm form,
        boolean gzip,
        @CheckForNull Secret signing,
        DestinationPolicy destinations) {

    public HttpSettings {
        headers = Map.copyOf(headers);
    }

    /**
     * The longest waits.
     *
     * @param connect for a connection
     * @param read for the next bytes of the answer, or of the TLS handshake
     * @param write for the next bytes of the request to be sent; one of up to 8 KB goes into the connection's buffers
     *     at once
     */
    public record Timeouts(Duration connect, Duration read, Duration write) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /**
     * The settings of TLS.
     *
     * @param authority PEM file of the certificate authorities that are trusted instead of the JDK's, or null
     * @param identity our certificate and its key, or null for none
     * @param minVersion lowest version, {@code TLSv1.2} or {@code TLSv1.3}
     * @param http2 whether HTTP/2 is offered
     */
    public record Tls(
            @CheckForNull Path authority, @CheckForNull ClientIdentity identity, String minVersion, boolean http2) {
        public static final Tls DEFAULT = new Tls(null, null, "TLSv1.2", true);
    }

    /**
     * A proxy that opens a tunnel or passes requests on.
     *
     * @param host its name or address
     * @param port its port
     * @param user our user name at the proxy, or null when it asks for none
     * @param password the user's password, or null
     */
    public record HttpProxy(
            String host,
            int port,
            @CheckForNull String user,
            @CheckForNull Secret password) {}

    /** One JSON object per POST to this URL, as ansible-runner-http does. */
    public static HttpSettings to(HttpUrl url) {
        return new HttpSettings(
                url,
                null,
                "POST",
                Map.of(),
                Timeouts.DEFAULT,
                Tls.DEFAULT,
                null,
                BodyForm.JSON,
                false,
                null,
                DestinationPolicy.ANY);
    }

    /** The same over a unix socket, with a request path such as {@code /events}. */
    public static HttpSettings overSocket(Path socket, String requestPath) {
        HttpUrl url = HttpUrl.get("http://localhost/").resolve(requestPath.isEmpty() ? "/" : requestPath);
        if (url == null) {
            throw new IllegalArgumentException("not a request path: " + requestPath);
        }
        return to(url).withSocket(socket);
    }

    HttpSettings withSocket(Path newSocket) {
        return new HttpSettings(
                url, newSocket, method, headers, timeouts, tls, proxy, form, gzip, signing, destinations);
    }

    HttpSettings withTls(Tls newTls) {
        return new HttpSettings(
                url, socket, method, headers, timeouts, newTls, proxy, form, gzip, signing, destinations);
    }

    public HttpSettings withTimeouts(Timeouts newTimeouts) {
        return new HttpSettings(
                url, socket, method, headers, newTimeouts, tls, proxy, form, gzip, signing, destinations);
    }

    public HttpSettings withHeaders(Map<String, Secret> newHeaders) {
        return new HttpSettings(
                url,
                socket,
                method,
                new LinkedHashMap<>(newHeaders),
                timeouts,
                tls,
                proxy,
                form,
                gzip,
                signing,
                destinations);
    }

    /** The receiver's address for users: no query, no user info. */
    public String target() {
        return socket == null
                ? url.scheme() + "://" + url.host() + ":" + url.port() + url.encodedPath()
                : "unix:" + socket + " " + url.encodedPath();
    }
}
