package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * Sends each message as one ZeroMQ message: one context and one socket, used by the emitter's thread alone.
 *
 * <p>ZeroMQ has no answers. For a PUSH socket, accepted therefore means that the peer has finished the handshake, with
 * our keys or password if there are any, and that the library writes the message to that connection. The library holds
 * one message at a time for a peer. When it takes another one, the one before is on its way; before the end of the
 * handshake it takes none. After a broken connection, the messages of the minute before are sent again, and likewise
 * after a kill: rather twice than never. With a PUB socket nobody can know which peer has received a message.
 *
 * <p>Sending never blocks inside the library, because an interrupt of a thread that waits there would leave it broken.
 */
final class ZeroMqEmitter implements Emitter {

    private static final long SHORTEST_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The wait before the library is asked again for a peer that was gone; the question costs nothing. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    /** The system of a peer that had died before we sent reports that within a round trip. */
    private static final long LAST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ZeroMqSettings settings;
    private final Destination destination;
    private final RecentSends recent;
    private final ConnectionWatch watch = new ConnectionWatch();
    private int knownLosses;
    /** Whether the connection has taken a message. Unknown when we bind: any number of peers may come and go. */
    private boolean proven;
    /** Key of a message that the library holds and that is not on its way. */
    private @CheckForNull String held;

    private @CheckForNull String last;
    // open() sets this; it comes before everything but close().
    private Link link;
    private ZMQ.Socket socket;
    private String endpoint;

    ZeroMqEmitter(Destination destination) {
        this.destination = destination;
        this.settings = destination.settings();
        this.recent = new RecentSends(settings.hwm());
    }

    @Override
    public void open(EmitterContext emitterContext) throws IOException {
        attach(destination.endpoint());
    }

    private void attach(String checked) throws IOException {
        try {
            endpoint = checked;
            link = Link.open(settings);
            socket = link.socket();
            SocketOptions.apply(settings, socket);
            socket.setIPv6(checked.startsWith("tcp://["));
            socket.setEventHook(watch, ConnectionWatch.EVENTS);
            link.attach(settings, checked);
        } catch (ZMQException | IllegalArgumentException e) {
            throw new IOException("cannot use " + settings.endpoint() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Outcome send(List<EmitterMessage> batch) throws IOException, InterruptedException {
        for (EmitterMessage message : batch) {
            boolean sent = isWhole() && deliver(message) && isWhole();
            int resend = lost();
            if (resend > 0) {
                return connectionLost(resend);
            }
            if (!sent) {
                follow();
                return Outcome.retryLater(
                        "nobody takes messages at " + settings.endpoint() + link.problem(), Optional.of(ASK_AGAIN));
            }
            recent.add();
            last = message.key();
        }
        return Outcome.accepted();
    }

    /**
     * Connects to the new address of a name that has moved. Without a connection the old socket has nothing to lose.
     */
    private void follow() throws IOException {
        if (watch.greeted() || settings.bind()) {
            return;
        }
        String now = destination.endpoint();
        if (!now.equals(endpoint)) {
            close();
            attach(now);
        }
    }

    private Outcome connectionLost(int resend) {
        return Outcome.connectionLost("the connection to " + settings.endpoint() + " was lost", resend);
    }

    /** Whether every lost connection is known to this emitter. */
    private boolean isWhole() {
        return publishes() || watch.losses() == knownLosses;
    }

    /** Number of messages lost with a connection since the last call. */
    private int lost() {
        int losses = watch.losses();
        if (losses == knownLosses) {
            return 0;
        }
        knownLosses = losses;
        proven = false;
        held = null;
        int count = recent.forgetAll(watch.lostAt());
        return publishes() ? 0 : count;
    }

    private boolean deliver(EmitterMessage message) throws InterruptedException {
        long deadline = System.nanoTime() + settings.sendTimeout().toNanos();
        if (!message.key().equals(held)) {
            if (!await(() -> isReady() && offer(message), deadline)) {
                return false;
            }
            held = message.key();
        }
        if (!proven && !publishes() && !await(this::onItsWay, deadline)) {
            return false;
        }
        proven = !settings.bind();
        held = null;
        return true;
    }

    /**
     * Whether a peer is there. A socket that binds has any number of peers, and ZeroMQ picks one that is there. The
     * check for a loss comes last: messages for the new connection must not overtake those of the old one.
     */
    private boolean isReady() {
        return (settings.bind() || watch.greeted()) && isWhole();
    }

    /** Whether the library would take another message, from the same connection that has taken the last one. */
    private boolean onItsWay() {
        int events = socket.getEvents();
        if (events < 0) {
            interruptAgain();
        }
        // This check comes second: a new connection takes messages only after the library has reported the loss of the
        // old one.
        return events > 0 && (events & ZMQ.Poller.POLLOUT) != 0 && isWhole();
    }

    /** Waits for a condition as long as the connection lasts. */
    private boolean await(BooleanSupplier condition, long deadline) throws InterruptedException {
        long nap = SHORTEST_LOOK_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !isWhole()) {
                return false;
            }
            LockSupport.parkNanos(nap);
            if (Thread.interrupted()) {
                throw new InterruptedException("waiting for the peer was broken off");
            }
            nap = Math.min(LONGEST_LOOK_NANOS, nap * 2);
        }
        return true;
    }

    private boolean offer(EmitterMessage message) {
        try {
            return push(message);
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZError.EINTR) {
                throw e;
            }
            interruptAgain();
            return false;
        }
    }

    /** Sets the interrupt again, which the library has turned into an error code of its own. */
    private static void interruptAgain() {
        Thread.currentThread().interrupt();
    }

    private boolean push(EmitterMessage message) {
        String topic = settings.topic();
        if (topic != null) {
            return socket.send(frame(topic, message), ZMQ.SNDMORE | ZMQ.DONTWAIT)
                    && socket.send(message.json(), ZMQ.DONTWAIT);
        }
        return socket.send(message.json(), ZMQ.DONTWAIT);
    }

    private static byte[] frame(String topic, EmitterMessage message) {
        return topic.replace("{kind}", message.kind().wireName())
                .replace("{type}", message.type())
                .replace("{run}", message.runIdent())
                .getBytes(StandardCharsets.UTF_8);
    }

    private boolean publishes() {
        return settings.topic() != null;
    }

    @Override
    public Outcome settle() throws InterruptedException {
        if (publishes() || recent.isEmpty()) {
            return Outcome.accepted();
        }
        boolean taken =
                await(this::onItsWay, System.nanoTime() + settings.sendTimeout().toNanos());
        await(() -> false, recent.last() + LAST_LOOK_NANOS);
        int resend = lost();
        if (resend > 0) {
            return connectionLost(resend);
        }
        return taken ? Outcome.accepted() : takeBackLast();
    }

    /**
     * Keeps the last message in the library, which may send it yet: it is offered again only when the connection is
     * lost.
     */
    private Outcome takeBackLast() {
        held = last;
        proven = false;
        recent.forgetLast();
        return new Outcome.RetryLater(
                "the peer at " + settings.endpoint() + " does not read", Optional.of(ASK_AGAIN), 1);
    }

    @Override
    public int unconfirmed() {
        return publishes() ? 0 : settings.hwm();
    }

    @Override
    public void close() {
        if (link != null) {
            // An attempt that was broken off leaves its error with this thread, and the error would break off the
            // close, too.
            link.socket().getCtx().errno().set(0);
            link.close();
        }
    }
}
