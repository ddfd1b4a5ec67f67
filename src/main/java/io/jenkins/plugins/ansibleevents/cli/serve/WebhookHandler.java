package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodySource;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
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

    private final Inbound inbound;
    private final Supplier<Answer> health;
    private final Supplier<String> metrics;
    private volatile Front front;
    private final long bodyMillis;

    /**
     * Makes a handler.
     *
     * @param front what stands between senders and this server
     * @param bodyMillis how long a sender may take for a body
     */
    WebhookHandler(Inbound inbound, Supplier<Answer> health, Supplier<String> metrics, Front front, long bodyMillis) {
        this.inbound = inbound;
        this.health = health;
        this.metrics = metrics;
        this.front = front;
        this.bodyMillis = bodyMillis;
    }

    /** Takes another front, for requests that come from now on. */
    void use(Front other) {
        front = other;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // What is not below the base path is nothing, and gets the answer for that.
        String path = front.below(request.getHttpURI().getPath()).orElse("");
        if (is(path, "/health") && isGet(request)) {
            send(response, health.get(), callback);
        } else if (is(path, "/metrics") && isGet(request)) {
            sendText(response, metrics.get(), callback);
        } else {
            accept(request, path, response, callback);
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
            sendAndClose(response, Answer.error(HEADERS_TOO_LARGE, flood.getMessage()), callback);
            return;
        }
        int limit = inbound.bodyLimit(path);
        if (limit == 0 || !request.getMethod().equals("POST") || request.getLength() > limit) {
            // Will be refused whatever the body is: it is not read.
            respond(request, path, headers, new byte[0], response, callback);
            return;
        }
        RequestBody.read(request, limit, bodyMillis, new RequestBody.Sink() {
            @Override
            public void complete(byte[] body) {
                respond(request, path, headers, body, response, callback);
            }

            @Override
            public void failed(Throwable why) {
                brokenOff(why, response, callback);
            }
        });
    }

    private void respond(
            Request request, String path, Headers headers, byte[] body, Response response, Callback callback) {
        Answer answer;
        try {
            answer = inbound.answer(new RawRequest(
                    request.getMethod(),
                    path,
                    query(request),
                    headers,
                    request.getLength(),
                    BodySource.of(body),
                    front.proxies().client(Request.getRemoteAddr(request), headers)));
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, "a request could not be answered", e);
            answer = Answer.error(500, "internal error");
        }
        if (request.getLength() > body.length) {
            sendAndClose(response, answer, callback);
        } else {
            send(response, answer, callback);
        }
    }

    private static void brokenOff(Throwable why, Response response, Callback callback) {
        boolean slow = why instanceof TimeoutException;
        LOGGER.log(Level.FINE, "a body was broken off", why);
        sendAndClose(
                response,
                Answer.error(slow ? 408 : 400, slow ? "the body came too slowly" : "the body could not be read"),
                callback);
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

    private static void sendAndClose(Response response, Answer answer, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        send(response, answer, callback);
    }

    private static void send(Response response, Answer answer, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(answer.bytes()), callback);
    }

    private static void sendText(Response response, String text, Callback callback) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
