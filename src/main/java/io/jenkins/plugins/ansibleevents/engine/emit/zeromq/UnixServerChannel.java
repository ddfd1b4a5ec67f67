package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A unix socket that listens already, for a library that knows TCP only; a bind to an address of TCP does nothing. */
final class UnixServerChannel extends ServerSocketChannel implements UnixSelector.Adapter {

    private final ServerSocketChannel unix;
    private final ServerSocket socket = new Listening();

    UnixServerChannel(ServerSocketChannel unix) throws IOException {
        super(SelectorProvider.provider());
        this.unix = unix;
    }

    @Override
    public SelectableChannel behind() {
        return unix;
    }

    @Override
    public @CheckForNull SocketChannel accept() throws IOException {
        SocketChannel accepted = unix.accept();
        return accepted == null ? null : new UnixChannel(accepted, null, new ConnectProblem());
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) {
        return this;
    }

    @Override
    public ServerSocket socket() {
        return socket;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), UnixContext.PORT);
    }

    /** Ignores options: those of TCP have no meaning here. */
    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        if (supportedOptions().contains(option)) {
            unix.setOption(option, value);
        }
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        return unix.getOption(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return unix.supportedOptions();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        unix.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        unix.configureBlocking(block);
    }

    /** The server socket that JeroMQ asks for. It has no socket of the system. */
    private static final class Listening extends ServerSocket {

        Listening() throws IOException {
            super();
        }

        @Override
        public void bind(SocketAddress endpoint, int backlog) {
            // The channel listens already.
        }

        @Override
        public int getLocalPort() {
            return UnixContext.PORT;
        }
    }
}
