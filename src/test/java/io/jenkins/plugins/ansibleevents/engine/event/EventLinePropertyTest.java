package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EventLinePropertyTest {

    @Property(tries = 500)
    void headAndTreeTellTheSameOfAnyText(
            @ForAll String host,
            @ForAll String task,
            @ForAll String text,
            @ForAll boolean changed,
            @ForAll double duration)
            throws EventFormatException {
        ObjectNode tree = EventJson.MAPPER.createObjectNode();
        tree.put("uuid", "u").put("counter", 7).put("stdout", text).put("event", "runner_on_ok");
        ObjectNode data = tree.putObject("event_data");
        data.putObject("res")
                .put("text", text)
                .put("changed", changed)
                .putArray("list")
                .add(text)
                .addNull();
        data.put("host", host).put("task", task).put("duration", duration);
        byte[] json = tree.toString().getBytes(StandardCharsets.UTF_8);

        EventLine event = EventLine.parse(json);

        ObjectNode read = event.tree();
        assertThat(event.head().host()).isEqualTo(read.at("/event_data/host").asText());
        assertThat(event.head().task()).isEqualTo(read.at("/event_data/task").asText());
        assertThat(event.head().changed()).isEqualTo(changed);
        assertThat(event.toBytes()).isEqualTo(json);
    }
}
