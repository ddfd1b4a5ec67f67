package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContractTest;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import java.util.List;

/** HTTP over a unix socket, to Node. */
class HttpOverUnixSocketTest extends EmitterContractTest {

    @Override
    protected ScriptReceiver receiver() {
        return ScriptReceiver.node(
                "node_receiver.js", "unix", directory.resolve("receiver.sock").toString());
    }

    @Override
    protected EmitterFactory emitter() {
        return HttpEmitterType.factory(HttpSettings.overSocket(directory.resolve("receiver.sock"), "/events"), false);
    }

    @Override
    protected void check(List<JsonNode> received) {
        assertThat(received)
                .allSatisfy(request -> assertThat(request.get("path").asText()).isEqualTo("/events"));
    }
}
