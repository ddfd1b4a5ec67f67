package io.jenkins.plugins.ansibleevents.emitter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real HTTP server on this machine, from the beginning of a test to its end. */
public final class Receiver implements BeforeEachCallback, AfterEachCallback {

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer server;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = answer;
        if (status == 200) {
            bodies.add(body);
        }
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] words = "the body of the answer".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, words.length);
        exchange.getResponseBody().write(words);
        exchange.close();
    }

    /** Answers every request from now on with this status. */
    public void answer(int status) {
        answer = status;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    /** The bodies that were answered with 200, in order. */
    public List<String> bodies() {
        return bodies;
    }

    /** The Authorization headers of all requests; {@code null} in words where there was none. */
    List<String> tokens() {
        return tokens;
    }
}
