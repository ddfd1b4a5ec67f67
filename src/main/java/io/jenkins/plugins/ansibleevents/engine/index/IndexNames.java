package io.jenkins.plugins.ansibleevents.engine.index;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON in which plays and tasks stand in an index. */
final class IndexNames {

    /** Escapes, because a name may have half of a surrogate pair, which is no UTF-8. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private IndexNames() {}

    static byte[] bytes(String name) {
        return bytes(MAPPER.getNodeFactory().textNode(name));
    }

    static byte[] bytes(IndexedPlay play) {
        return bytes(MAPPER.createObjectNode()
                .put("name", play.name())
                .put("at", play.at())
                .put("created", play.created()));
    }

    static byte[] bytes(IndexedTask task) {
        ObjectNode json = MAPPER.createObjectNode().put("name", task.name());
        if (!task.template().equals(task.name())) {
            json.put("template", task.template());
        }
        return bytes(json.put("play", task.play())
                .put("path", task.path())
                .put("action", task.action())
                .put("role", task.role())
                .put("handler", task.handler())
                .put("at", task.at())
                .put("line", task.line()));
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    static String text(JsonNode json) {
        return json.asText();
    }

    static IndexedPlay play(JsonNode json) {
        return new IndexedPlay(
                json.path("name").asText(),
                json.path("at").asInt(),
                json.path("created").asText());
    }

    static IndexedTask task(JsonNode json) {
        String name = json.path("name").asText();
        return new IndexedTask(
                name,
                json.path("template").asText(name),
                json.path("play").asInt(-1),
                json.path("path").asText(),
                json.path("action").asText(),
                json.path("role").asText(),
                json.path("handler").asBoolean(),
                json.path("at").asInt(),
                json.path("line").asInt(-1));
    }

    static JsonNode parse(byte[] json) throws IndexDamagedException {
        try {
            return MAPPER.readTree(json);
        } catch (java.io.IOException e) {
            throw new IndexDamagedException("a name is no JSON");
        }
    }
}
