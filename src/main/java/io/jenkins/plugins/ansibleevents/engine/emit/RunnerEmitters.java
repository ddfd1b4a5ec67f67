package io.jenkins.plugins.ansibleevents.engine.emit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The emitters of ansible-runner's own settings, with the rules of its plugins ansible-runner-http and
 * ansible-runner-zeromq: {@code runner_http_url}, {@code runner_http_path}, {@code runner_http_headers} and
 * {@code runner_socket_url} in {@code env/settings}. {@code RUNNER_HTTP_URL}, {@code RUNNER_HTTP_PATH} and
 * {@code RUNNER_SOCKET_URL} in the environment win. A URL that is an existing path is a unix socket, and only for unix
 * sockets the path counts.
 */
final class RunnerEmitters {

    private final JsonNode settings;
    private final Map<String, String> environment;
    private final String file;

    private RunnerEmitters(JsonNode settings, Map<String, String> environment, String file) {
        this.settings = settings;
        this.environment = environment;
        this.file = file;
    }

    static List<EmitterSpec> read(Path privateDataDir, Map<String, String> environment) throws SettingsException {
        Path file = privateDataDir.resolve("env/settings");
        JsonNode settings = JsonNodeFactory.instance.objectNode();
        if (Files.isRegularFile(file)) {
            settings = SettingsFile.parseTree(text(file), file.toString());
        }
        return new RunnerEmitters(settings, environment, file.toString()).emitters();
    }

    private static String text(Path file) throws SettingsException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SettingsException(file + ": cannot be read: " + e, e);
        }
    }

    private List<EmitterSpec> emitters() throws SettingsException {
        var emitters = new ArrayList<EmitterSpec>();
        String url = value("runner_http_url", "RUNNER_HTTP_URL");
        if (url != null) {
            emitters.add(emitter("runner_http", http(url)));
        }
        String socket = value("runner_socket_url", "RUNNER_SOCKET_URL");
        if (socket != null) {
            emitters.add(emitter(
                    "runner_socket",
                    JsonNodeFactory.instance.objectNode().put("type", "zeromq").put("endpoint", socket)));
        }
        return emitters;
    }

    private ObjectNode http(String url) throws SettingsException {
        ObjectNode options = JsonNodeFactory.instance.objectNode().put("type", "http");
        if (isExistingPath(url)) {
            options.put("socket", url);
            String path = value("runner_http_path", "RUNNER_HTTP_PATH");
            options.put("path", path == null ? "/" : path.startsWith("/") ? path : "/" + path);
        } else {
            options.put("url", url);
        }
        JsonNode headers = settings.path("runner_http_headers");
        if (headers.isObject()) {
            options.set("headers", headers);
        } else if (!headers.isMissingNode() && !headers.isNull()) {
            throw new SettingsException(file + ": runner_http_headers: must be a mapping of names to values");
        }
        return options;
    }

    private static boolean isExistingPath(String url) {
        try {
            return Files.exists(Path.of(url));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Reads the same options under the same checks as in {@code env/emitters.yml}. */
    private EmitterSpec emitter(String name, ObjectNode options) throws SettingsException {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.putObject("emitters").set(name, options);
        return EmitterSettings.read(SettingsFile.of(
                        content, file, Path.of(file).toAbsolutePath().getParent()))
                .emitters()
                .get(0);
    }

    private @CheckForNull String value(String key, String variable) {
        String fromEnvironment = environment.get(variable);
        if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
            return fromEnvironment;
        }
        String value = settings.path(key).asText("");
        return value.isEmpty() ? null : value;
    }
}
