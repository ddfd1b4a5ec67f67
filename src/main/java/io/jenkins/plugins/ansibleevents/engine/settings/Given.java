package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.POJONode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.util.Optional;

/**
 * An object in settings that come from a program: a secret, or something else without a text. Written as a mask.
 *
 * @param value the object
 */
record Given(Object value) implements JsonSerializable {

    static JsonNode node(Object value) {
        return new POJONode(new Given(value));
    }

    /** The object in a value of settings, when it is of this type. */
    static <T> Optional<T> in(JsonNode node, Class<T> type) {
        return node instanceof POJONode pojo && pojo.getPojo() instanceof Given given && type.isInstance(given.value)
                ? Optional.of(type.cast(given.value))
                : Optional.empty();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeString(Secret.MASK);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(generator, provider);
    }

    @Override
    public String toString() {
        return Secret.MASK;
    }
}
