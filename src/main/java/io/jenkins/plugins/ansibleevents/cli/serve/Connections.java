package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Addresses;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;

/**
 * The open connections. There is a limit for all and one for each address; at the limit the connection is closed that
 * has waited longest without sending anything, if it has had its {@link #FIRST_SECOND}: an honest sender has sent its
 * request long before. The whole head of a request has to arrive within the time that a connection may be silent: one
 * byte now and then does not prolong it.
 *
 * <p>Safe for use by several threads.
 */
final class Connections implements Connection.Listener {

    private static final Logger LOGGER = Logger.getLogger(Connections.class.getName());
    private static final Duration FIRST_SECOND = Duration.ofSeconds(1);

    /** Why a connection was closed. */
    enum Why {
        /** The limit for all connections is reached. */
        TOTAL,
        /** The limit of its address is reached. */
        ADDRESS,
        /** No whole head of a request came in time. */
        SILENT;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum State {
        /** For a head. */
        WAITING,
        /** A body of an unproven sender. */
        READING,
        WORKING
    }

    /** One connection; its state is written by the threads of its requests, one after the other. */
    static final class Held {
        private final EndPoint endPoint;
        private final String share;
        private volatile long since = System.nanoTime();
        private volatile State state = State.WAITING;
        private volatile boolean known;

        private Held(EndPoint endPoint, String share) {
            this.endPoint = endPoint;
            this.share = share;
        }

        /** A body begins. */
        void reads() {
            state = State.READING;
        }

        /** Its sender is known, or it is being answered. */
        void works() {
            state = State.WORKING;
        }

        /** An answer is on its way. */
        void answered(int status) {
            known |= status >= 200 && status < 300;
            since = System.nanoTime();
            state = State.WAITING;
        }

        private boolean mayMakeRoom() {
            return !known && state != State.WORKING && age() >= FIRST_SECOND.toNanos();
        }

        private long age() {
            return System.nanoTime() - since;
        }
    }

    private final Map<Connection, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Integer> byShare = new HashMap<>();
    private final Map<Why, LongAdder> closed = new EnumMap<>(Why.class);
    private final Supplier<Front> front;
    private volatile ServeLimits limits;

    Connections(ServeLimits limits, Supplier<Front> front) {
        this.limits = limits;
        this.front = front;
        for (Why why : Why.values()) {
            closed.put(why, new LongAdder());
        }
    }

    /** Takes other limits, for connections that come from now on. */
    void use(ServeLimits other) {
        limits = other;
    }

    /** The connection of a request. */
    Held of(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        return held.getOrDefault(connection, new Held(connection.getEndPoint(), ""));
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection) {
            return; // the connection inside of it is counted
        }
        EndPoint endPoint = connection.getEndPoint();
        var newcomer = new Held(endPoint, share(endPoint.getRemoteSocketAddress()));
        Optional<Why> refused;
        synchronized (this) {
            refused = refusal(newcomer);
            if (refused.isEmpty()) {
                held.put(connection, newcomer);
                byShare.merge(newcomer.share, 1, Integer::sum);
            }
        }
        refused.ifPresent(why -> close(newcomer, why));
    }

    /** A trusted proxy stands for many senders, so its share is not limited. */
    private String share(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return "";
        }
        String address = internet.getAddress().getHostAddress();
        return front.get().proxies().trusts(address) ? "" : Addresses.share(address);
    }

    private Optional<Why> refusal(Held newcomer) {
        ServeLimits now = limits;
        if (!newcomer.share.isEmpty()
                && byShare.getOrDefault(newcomer.share, 0) >= now.connectionsPerAddress()
                && !makesRoom(other -> other.share.equals(newcomer.share), Why.ADDRESS)) {
            return Optional.of(Why.ADDRESS);
        }
        if (held.size() >= now.connections() && !makesRoom(other -> true, Why.TOTAL)) {
            return Optional.of(Why.TOTAL);
        }
        return Optional.empty();
    }

    private boolean makesRoom(Predicate<Held> kind, Why why) {
        Optional<Map.Entry<Connection, Held>> longest = held.entrySet().stream()
                .filter(entry -> kind.test(entry.getValue()) && entry.getValue().mayMakeRoom())
                .max(Comparator.comparingLong(entry -> entry.getValue().age()));
        longest.ifPresent(entry -> {
            forget(entry.getKey());
            close(entry.getValue(), why);
        });
        return longest.isPresent();
    }

    private void close(Held connection, Why why) {
        closed.get(why).increment();
        LOGGER.log(
                Level.FINE,
                () -> "closed a connection of " + connection.endPoint.getRemoteSocketAddress() + ": " + why.label());
        connection.endPoint.close();
    }

    private synchronized void forget(Connection connection) {
        Held gone = held.remove(connection);
        if (gone != null) {
            byShare.computeIfPresent(gone.share, (share, n) -> n == 1 ? null : n - 1);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        forget(connection);
    }

    /** Closes connections that wait too long for the head of a request. To be called every second or so. */
    void closeSilent() {
        long longest = limits.idle().toNanos();
        List<Held> silent = new ArrayList<>();
        held.forEach((connection, its) -> {
            if (its.state == State.WAITING && its.age() > longest) {
                silent.add(its);
                forget(connection);
            }
        });
        silent.forEach(its -> close(its, Why.SILENT));
    }

    /** How many there are. */
    int open() {
        return held.size();
    }

    /** How many were closed for this reason. */
    long closed(Why why) {
        return closed.get(why).sum();
    }
}
