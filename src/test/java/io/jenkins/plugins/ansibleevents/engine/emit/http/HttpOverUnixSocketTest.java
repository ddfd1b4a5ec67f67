package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContractTest;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.ScriptReceiver;
import org.junit.jupiter.api.AfterEach;

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

    @AfterEach
    void requestsGoToThePath() {
        assertThat(receiver.received())
                .allSatisfy(request -> assertThat(request.get("path").asText()).isEqualTo("/events"));
    }
}
