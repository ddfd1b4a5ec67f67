package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** With Java's own client, through the proxy of Java's settings ({@code https.proxyHost}) if there is one. */
public final class JavaHttpsFetch implements HttpsFetch {

    /** Amazon SNS waits 15 s for an answer, in which two documents may be needed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int OK = 200;

    /** Made at the first use: most endpoints need none. */
    private static final class Lazy {
        static final HttpClient CLIENT = client(HttpClient.newBuilder());
    }

    private final Supplier<HttpClient> client;

    /** With the settings of this Java. */
    public JavaHttpsFetch() {
        this.client = () -> Lazy.CLIENT;
    }

    /** With a client that somebody else has begun to set up. */
    public JavaHttpsFetch(HttpClient.Builder builder) {
        HttpClient made = client(builder);
        this.client = () -> made;
    }

    private static HttpClient client(HttpClient.Builder builder) {
        return builder.connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public byte[] get(URI uri) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = client.get().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new IOException(uri.getHost() + " answered " + response.statusCode());
                }
                return body.readNBytes(MAX_BYTES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
