package io.jenkins.plugins.ansibleevents.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What an emitter had delivered of a run when the run ended: an entry of its {@code delivery.json}. */
@Restricted(NoExternalUse.class)
public final class RunDelivery {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode json;

    private RunDelivery(JsonNode json) {
        this.json = json;
    }

    /** Reads the file; the caller closes it. */
    static List<RunDelivery> read(InputStream file) throws IOException {
        JsonNode json = MAPPER.readTree(file);
        return json == null
                ? List.of()
                : StreamSupport.stream(json.path("emitters").spliterator(), false)
                        .map(RunDelivery::new)
                        .toList();
    }

    public String getEmitter() {
        return json.path("emitter").asText();
    }

    /** The address of the receiver, without secrets. */
    public String getTarget() {
        return json.path("target").asText();
    }

    public long getSent() {
        return json.path("sent").asLong();
    }

    public long getRetried() {
        return json.path("retried").asLong();
    }

    public long getRefused() {
        return json.path("refused").asLong();
    }

    public long getWaiting() {
        return json.path("waiting").asLong();
    }

    public long getDropped() {
        return json.path("dropped").asLong();
    }

    /** The reason of the last failed attempt; empty when none has failed. */
    public String getLastProblem() {
        return json.path("last_problem").asText("");
    }
}
