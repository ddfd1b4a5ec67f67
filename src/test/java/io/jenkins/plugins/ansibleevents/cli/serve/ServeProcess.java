package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.inbound.Signatures;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ansible-events serve} as a process of its own, and a sender that signs as GitHub does. */
final class ServeProcess implements AutoCloseable {

    static final String SECRET = "s3cret";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final String firstLine;

    private ServeProcess(Process process, Path log, String firstLine) {
        this.process = process;
        this.log = log;
        this.firstLine = firstLine;
    }

    static ServeProcess start(Path config, String... javaOptions) throws IOException {
        Process process = launch(config, javaOptions);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("serve did not start: " + Files.readString(logOf(config)));
        }
        return new ServeProcess(process, logOf(config), line);
    }

    /** A process that need not come up. */
    static Process launch(Path config, String... javaOptions) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(javaOptions));
        command.addAll(List.of(
                "-cp",
                classPath,
                "io.jenkins.plugins.ansibleevents.cli.AnsibleEvents",
                "serve",
                "--config",
                config.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(logOf(config).toFile()))
                .start();
    }

    private static Path logOf(Path config) {
        return config.resolveSibling("serve.log");
    }

    String firstLine() {
        return firstLine;
    }

    String url() {
        return firstLine.substring("listening on ".length());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As {@code kill -HUP}. */
    void hangUp() throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** The id in an answer. */
    static String id(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("id").asText();
    }

    /** As {@code kill}; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    HttpResponse<String> post(String endpoint, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/webhook/" + endpoint))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + Signatures.hmac(SECRET, body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a message that must be accepted; returns its id. */
    String send(String endpoint, String body, String... headers) throws Exception {
        HttpResponse<String> answer = post(endpoint, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return id(answer);
    }

    JsonNode status(String endpoint, String id) throws Exception {
        String path = "/webhook/" + endpoint + "/messages/" + id;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("X-Hub-Signature-256", "sha256=" + Signatures.hmac(SECRET, path))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
