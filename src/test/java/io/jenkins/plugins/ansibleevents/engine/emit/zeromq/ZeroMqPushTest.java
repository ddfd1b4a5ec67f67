package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContractTest;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;

/** PUSH, to a PULL socket of the real libzmq. */
class ZeroMqPushTest extends EmitterContractTest {

    @Override
    protected ScriptReceiver receiver() {
        ScriptReceiver.need(ScriptReceiver.hasLibzmq(), "python3-zmq is not installed");
        return ScriptReceiver.python("zmq_receiver.py", "pull-bind", "0");
    }

    @Override
    protected EmitterFactory emitter() {
        return ZeroMqEmitterType.factory(
                ZeroMqSettings.pushTo("tcp://127.0.0.1:" + receiver.port()), DestinationPolicy.ANY);
    }
}
