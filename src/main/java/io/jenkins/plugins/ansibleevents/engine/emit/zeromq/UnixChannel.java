package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A unix socket for a library that knows TCP only: it connects to its file, whatever address the library names. */
final class UnixChannel extends SocketChannel implements UnixSelector.Adapter {

    /** JeroMQ asks for an internet address of both ends, but only for its messages. */
    private static final SocketAddress NAME = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final SocketChannel unix;
    private final UnixDomainSocketAddress peer;
    private final ConnectProblem problem;

    UnixChannel(SocketChannel unix, UnixDomainSocketAddress peer, ConnectProblem problem) {
        super(SelectorProvider.provider());
        this.unix = unix;
        this.peer = peer;
        this.problem = problem;
    }

    @Override
    public SelectableChannel behind() {
        return unix;
    }

    /**
     * Connects, or fails, at once; but returns false, because JeroMQ 0.6.0 handles pending connections more reliably.
     */
    @Override
    public boolean connect(SocketAddress ignored) throws IOException {
        try {
            if (!unix.connect(peer)) {
                throw new IOException("its queue of connections is full");
            }
            problem.none();
            return false;
        } catch (IOException e) {
            problem.was(e);
            throw e;
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        return unix.finishConnect();
    }

    @Override
    public boolean isConnected() {
        return unix.isConnected();
    }

    @Override
    public boolean isConnectionPending() {
        return unix.isConnectionPending();
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return unix.read(buffer);
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return unix.read(buffers, offset, length);
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        return unix.write(buffer);
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return unix.write(buffers, offset, length);
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        unix.shutdownInput();
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        unix.shutdownOutput();
        return this;
    }

    /** Ignores options: those of TCP have no meaning here. */
    @Override
    public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
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
    public SocketAddress getRemoteAddress() {
        return NAME;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return NAME;
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException("it connects");
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException("there is no java.net.Socket of a unix socket");
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        unix.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        unix.configureBlocking(block);
    }
}
