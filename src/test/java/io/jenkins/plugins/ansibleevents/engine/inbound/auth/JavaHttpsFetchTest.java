package io.jenkins.plugins.ansibleevents.engine.inbound.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JavaHttpsFetchTest {

    private final HttpsFetch fetch = new JavaHttpsFetch();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/there", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write(new byte[HttpsFetch.MAX_BYTES + 1000]);
            }
        });
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/there");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void documentIsReadNoFurtherThanTheLimit() throws Exception {
        assertThat(fetch.get(uri("/there"))).hasSize(HttpsFetch.MAX_BYTES);
    }

    @Test
    void redirectIsNotFollowedAndEveryOtherAnswerIsNone() {
        assertThatThrownBy(() -> fetch.get(uri("/elsewhere")))
                .isInstanceOf(IOException.class)
                .hasMessage("127.0.0.1 answered 302");
        assertThatThrownBy(() -> fetch.get(uri("/missing"))).hasMessage("127.0.0.1 answered 404");
    }
}
