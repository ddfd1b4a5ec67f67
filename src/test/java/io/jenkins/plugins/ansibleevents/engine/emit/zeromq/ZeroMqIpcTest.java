package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContractTest;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;

/** PUSH over a unix socket, to a PULL socket of the real libzmq, which leaves its file when it is killed. */
class ZeroMqIpcTest extends EmitterContractTest {

    private String endpoint() {
        return "ipc://" + directory.resolve("pull.sock");
    }

    @Override
    protected ScriptReceiver receiver() {
        ScriptReceiver.need(ScriptReceiver.hasLibzmq(), "python3-zmq is not installed");
        return ScriptReceiver.python("zmq_receiver.py", "pull-bind", endpoint());
    }

    @Override
    protected EmitterFactory emitter() {
        return ZeroMqEmitterType.factory(ZeroMqSettings.pushTo(endpoint()), DestinationPolicy.ANY);
    }
}
