package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits for {@link UnixChannel}s, which the JDK's selector does not know, and for the JDK's own channels: it passes the
 * JDK channel behind each one to the JDK's selector. It does what JeroMQ needs: one thread selects, and removes the
 * keys that it has seen.
 */
final class UnixSelector extends AbstractSelector {

    /** A channel that wraps a channel of the JDK. */
    interface Adapter {
        /** The wrapped channel. */
        SelectableChannel behind();
    }

    private final Selector jdk;
    private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> selected = new HashSet<>();

    UnixSelector() throws IOException {
        super(SelectorProvider.provider());
        this.jdk = Selector.open();
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        var key = new Key(this, channel);
        key.attach(attachment);
        key.ops = ops;
        SelectableChannel behind = channel instanceof Adapter adapter ? adapter.behind() : channel;
        try {
            key.behind = behind.register(jdk, Key.asked(ops), key);
        } catch (ClosedChannelException e) {
            throw (CancelledKeyException) new CancelledKeyException().initCause(e);
        }
        keys.add(key);
        return key;
    }

    @Override
    public int select(long timeout) throws IOException {
        forgetCancelled();
        jdk.select(timeout);
        return collect();
    }

    @Override
    public int select() throws IOException {
        return select(0);
    }

    @Override
    public int selectNow() throws IOException {
        forgetCancelled();
        jdk.selectNow();
        return collect();
    }

    private int collect() {
        int count = 0;
        for (Iterator<SelectionKey> ready = jdk.selectedKeys().iterator(); ready.hasNext(); count++) {
            selected.add((SelectionKey) ready.next().attachment());
            ready.remove();
        }
        return count;
    }

    /**
     * Runs before the JDK's selector, which frees a closed channel's descriptor when none of our keys holds it any
     * more.
     */
    private void forgetCancelled() {
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            for (SelectionKey key : cancelled) {
                forget((Key) key);
            }
            cancelled.clear();
        }
    }

    private void forget(Key key) {
        key.behind.cancel();
        deregister(key);
        keys.remove(key);
        selected.remove(key);
    }

    @Override
    protected void implCloseSelector() throws IOException {
        for (SelectionKey key : keys) {
            forget((Key) key);
        }
        jdk.close();
    }

    @Override
    public Set<SelectionKey> keys() {
        return Collections.unmodifiableSet(keys);
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selected;
    }

    @Override
    @SuppressFBWarnings(value = "RV_RETURN_VALUE_IGNORED_NO_SIDE_EFFECT", justification = "its effect is on a thread")
    public Selector wakeup() {
        jdk.wakeup();
        return this;
    }

    private static final class Key extends AbstractSelectionKey {

        private final UnixSelector selector;
        private final SelectableChannel channel;
        private SelectionKey behind;
        private volatile int ops;

        Key(UnixSelector selector, SelectableChannel channel) {
            this.selector = selector;
            this.channel = channel;
        }

        /**
         * A unix socket is connected at once: a wait for the connection becomes a wait until the socket can be written
         * to.
         */
        private static int asked(int ops) {
            return (ops & OP_CONNECT) == 0 ? ops : ops & ~OP_CONNECT | OP_WRITE;
        }

        @Override
        public SelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            return selector;
        }

        @Override
        public int interestOps() {
            return ops;
        }

        @Override
        public SelectionKey interestOps(int newOps) {
            behind.interestOps(asked(newOps));
            ops = newOps;
            return this;
        }

        @Override
        public int readyOps() {
            int ready = behind.readyOps();
            boolean connects = (ops & OP_CONNECT) != 0 && (ready & OP_WRITE) != 0;
            return connects ? ready & ~OP_WRITE | OP_CONNECT : ready;
        }
    }
}
