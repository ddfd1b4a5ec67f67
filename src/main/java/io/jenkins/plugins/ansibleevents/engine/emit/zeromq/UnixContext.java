package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.io.IOException;
import java.nio.channels.Selector;
import zmq.Ctx;
import zmq.ZError;

/**
 * A context whose sockets can be unix sockets. JeroMQ 0.6.0 takes its channels from a chooser, but waits for
 * them with the JDK's selector, which takes the JDK's channels only.
 */
final class UnixContext extends Ctx {

    /** The port of an address that is never used, because the channels know their file. */
    static final int PORT = 1;

    static final String ENDPOINT = "tcp://127.0.0.1:" + PORT;

    /** The library also calls this in its own constructor, when this class has no fields yet. */
    @Override
    public Selector createSelector() {
        try {
            return new UnixSelector();
        } catch (IOException e) {
            throw new ZError.IOException(e);
        }
    }

    @Override
    public boolean closeSelector(Selector selector) {
        boolean open = selector.isOpen();
        try {
            selector.close();
        } catch (IOException e) {
            throw new ZError.IOException(e);
        }
        return open;
    }
}
