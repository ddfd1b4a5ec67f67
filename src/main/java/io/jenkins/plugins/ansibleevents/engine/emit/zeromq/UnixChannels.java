package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Provides a ZeroMQ socket with the channels of one unix socket. */
final class UnixChannels extends SelectorProvider {

    private final UnixDomainSocketAddress peer;
    private final @CheckForNull ServerSocketChannel listening;
    private final ConnectProblem problem;

    /** @param listening the socket that listens, or null when we connect */
    UnixChannels(UnixDomainSocketAddress peer, @CheckForNull ServerSocketChannel listening, ConnectProblem problem) {
        this.peer = peer;
        this.listening = listening;
        this.problem = problem;
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return new UnixChannel(SocketChannel.open(StandardProtocolFamily.UNIX), peer, problem);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        if (listening == null) {
            throw new IOException("nothing listens at " + peer);
        }
        return new UnixServerChannel(listening);
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return new UnixSelector();
    }

    @Override
    public Pipe openPipe() throws IOException {
        return Pipe.open();
    }

    @Override
    public DatagramChannel openDatagramChannel() {
        throw new UnsupportedOperationException("unix sockets of streams only");
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) {
        return openDatagramChannel();
    }
}
