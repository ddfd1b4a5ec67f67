package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContractTest;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import java.util.List;
import okhttp3.HttpUrl;

/** HTTP over TCP, to Python's http.server. */
class HttpOverTcpTest extends EmitterContractTest {

    @Override
    protected ScriptReceiver receiver() {
        return ScriptReceiver.python("http_receiver.py", "tcp", "0");
    }

    @Override
    protected EmitterFactory emitter() {
        var url = HttpUrl.get("http://127.0.0.1:" + receiver.port() + "/events?from=ansible");
        return HttpEmitterType.factory(HttpSettings.to(url), false);
    }

    @Override
    protected void check(List<JsonNode> received) {
        assertThat(received).allSatisfy(request -> {
            assertThat(request.get("type").asText()).isEqualTo("application/json; charset=utf-8");
            assertThat(request.get("run").asText()).isEqualTo("run-1");
            assertThat(request.get("path").asText()).isEqualTo("/events?from=ansible");
        });
    }
}
