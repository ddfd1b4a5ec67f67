package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.Reception;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodySource;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns Jetty's requests into {@link RawRequest}s and answers; adds {@code /health} and {@code /metrics}. */
final class WebhookHandler extends Handler.Abstract {

    private static final Logger LOGGER = Logger.getLogger(WebhookHandler.class.getName());
    private static final int HEADERS_TOO_LARGE = 431;

    private static final BodySource NOT_FROM_HERE = body -> {
        throw new IllegalStateException("the body is read without a thread");
    };

    private final Inbound inbound;
    private final Supplier<Answer> health;
    private final Supplier<String> metrics;
    private volatile Front front;
    private final Connections connections;

    /**
     * Makes a handler.
     *
     * @param front what stands between senders and this server
     * @param limits what strangers may cost
     */
    WebhookHandler(
            Inbound inbound, Supplier<Answer> health, Supplier<String> metrics, Front front, ServeLimits limits) {
        this.inbound = inbound;
        this.health = health;
        this.metrics = metrics;
        this.front = front;
        this.connections = new Connections(limits, () -> this.front);
        inbound.bodies().use(limits.bodies());
    }

    /** Takes another front and other limits, for requests that come from now on. */
    void use(Front other, ServeLimits limits) {
        front = other;
        connections.use(limits);
        inbound.bodies().use(limits.bodies());
    }

    /** Who is connected. */
    Connections connections() {
        return connections;
    }

    /** Closes connections that take too long. To be called every second or so. */
    void breakOffSlow() {
        connections.closeSilent();
        inbound.bodies().breakOffSlow();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Connections.Held connection = connections.of(request);
        connection.works();
        Callback whenSent = Callback.from(() -> connection.answered(response.getStatus()), callback);
        // A path that is not below the base path gets the answer for an unknown path.
        String path = front.below(request.getHttpURI().getPath()).orElse("");
        if (is(path, "/health") && isGet(request)) {
            send(request, response, health.get(), whenSent);
        } else if (is(path, "/metrics") && isGet(request)) {
            sendText(response, metrics.get(), whenSent);
        } else {
            accept(request, path, response, whenSent);
        }
        return true;
    }

    private static boolean is(String path, String page) {
        return path.equals(page) || path.equals(page + "/");
    }

    private static boolean isGet(Request request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private void accept(Request request, String path, Response response, Callback callback) {
        Headers headers;
        try {
            headers = headers(request);
        } catch (IllegalArgumentException flood) {
            send(request, response, Answer.error(HEADERS_TOO_LARGE, flood.getMessage()), callback);
            return;
        }
        try {
            Reception reception = inbound.receive(raw(request, path, headers));
            if (reception.answer().isPresent()) {
                send(request, response, reception.answer().get(), callback);
            } else {
                RequestBody.read(
                        request,
                        reception,
                        connections.of(request),
                        answer -> send(request, response, answer, callback));
            }
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, "a request could not be answered", e);
            send(request, response, Answer.error(500, "internal error"), callback);
        }
    }

    private RawRequest raw(Request request, String path, Headers headers) {
        return new RawRequest(
                request.getMethod(),
                path,
                query(request),
                headers,
                request.getLength(),
                NOT_FROM_HERE,
                front.proxies().client(Request.getRemoteAddr(request), headers));
    }

    private static String query(Request request) {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    private static Headers headers(Request request) {
        var headers = new Headers.Builder();
        for (HttpField field : request.getHeaders()) {
            headers.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return headers.build();
    }

    /** Answers; closes the connection when the rest of an unwanted body still arrives. */
    private static void send(Request request, Response response, Answer answer, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Callback whenWritten = callback;
        if (!UnwantedBody.isAllHere(request)) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            whenWritten = Callback.from(() -> UnwantedBody.discard(request, callback::succeeded), callback::failed);
        }
        response.write(true, ByteBuffer.wrap(answer.bytes()), whenWritten);
    }

    private static void sendText(Response response, String text, Callback callback) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
