package io.jenkins.plugins.ansibleevents.webhook.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the messages of a build said, without secrets. {@code webhook-messages.v1.json} in the directory of the build:
 *
 * <pre>
 * {"MESSAGE ID": {...payload...}, ...}
 * </pre>
 *
 * The first {@value #MOST} messages, each up to {@value #LARGEST} bytes; what is larger is not kept.
 */
final class PayloadFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int MOST = 100;
    private static final int LARGEST = 64 << 10;

    private final Path file;

    private PayloadFile(Path directory) {
        this.file = directory.resolve("webhook-messages.v1.json");
    }

    static PayloadFile of(Run<?, ?> build) {
        return new PayloadFile(build.getRootDir().toPath());
    }

    void write(List<Message> messages, Redactor redactor) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        for (Message message : messages.subList(0, Math.min(messages.size(), MOST))) {
            if (message.body().length <= LARGEST) {
                all.set(message.id(), RedactedPayload.of(payload(message)));
            }
        }
        WholeFile.put(file, out -> out.write(redactor.redact(JSON.writeValueAsBytes(all))));
    }

    /**
     * A payload as it would be kept, for a page.
     *
     * @throws IOException when it is not JSON, which is why the message is a dead letter
     */
    static String text(Message message, Redactor redactor) throws IOException {
        byte[] json = JSON.writeValueAsBytes(RedactedPayload.of(payload(message)));
        String text = new String(redactor.redact(json), StandardCharsets.UTF_8);
        return Excerpt.of(text, LARGEST);
    }

    private static JsonNode payload(Message message) throws IOException {
        try {
            return StrictJson.parse(message.body());
        } catch (StrictJson.MalformedJson e) {
            throw new IOException("the payload of " + message.id() + " is not JSON", e);
        }
    }

    /** The payload of a message as text; empty when it was not kept. */
    String read(String id) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        JsonNode payload =
                JSON.readTree(Files.readString(file, StandardCharsets.UTF_8)).path(id);
        return payload.isMissingNode() ? "" : JSON.writeValueAsString(payload);
    }
}
