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
 * <p>ZeroMQ has no answers, so this is what accepted means for a PUSH socket: the peer has finished the handshake, with
 * our keys or password if there are any, and the library writes the message to that connection. The library holds one
 * message at a time for a peer: when it takes another one, the one before is on its way, and before the
 * handshake is finished it takes none from there. When a connection breaks, what was sent in the minute before is sent
 * again, and so it is after a kill: rather twice than never. With a PUB socket nobody can know who has got what.
 *
 * <p>Sending never blocks inside of the library, because a thread that is interrupted there would leave it broken.
 */
final class ZeroMqEmitter implements Emitter {

    private static final long SHORTEST_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** A peer that was gone is tried again this soon; only our own library is asked, so it costs nothing. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    /** A peer that had died before we sent says so (its system does) within a round trip. */
    private static final long LAST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ZeroMqSettings settings;
    private final Destination destination;
    private final RecentSends recent;
    private final ConnectionWatch watch = new ConnectionWatch();
    private int knownLosses;
    /** Whether the connection has taken a message. Never known when we bind: any number of peers may come and go. */
    private boolean proven;
    /** Key of a message that the library has and that is not on its way. */
    private @CheckForNull String held;

    private @CheckForNull String last;
    // Set by open(), which comes before everything but close().
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

    /** Goes after a name that has moved. Without a connection there is nothing that the old socket could lose. */
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

    /** Whether no connection was lost that we do not know of yet. */
    private boolean isWhole() {
        return publishes() || watch.losses() == knownLosses;
    }

    /** How many messages went with a connection since the last look. */
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
     * Who binds has any number of peers, and ZeroMQ picks one that is there. The loss is asked for last: what stood in the
     * old connection must not be overtaken by what the new one gets.
     */
    private boolean isReady() {
        return (settings.bind() || watch.greeted()) && isWhole();
    }

    /** Whether the library would take another message, from the connection that has taken the one before. */
    private boolean onItsWay() {
        int events = socket.getEvents();
        if (events < 0) {
            interruptAgain();
        }
        // Asked afterwards: a new connection takes messages only after the library has reported the loss of the old
        // one.
        return events > 0 && (events & ZMQ.Poller.POLLOUT) != 0 && isWhole();
    }

    /** Waits for something of the connection that we have. */
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

    /** The library takes an interrupt for an answer of its own. */
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

    /** The library still has it, and may send it yet: it is offered again only when the connection is lost. */
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
            // An attempt that was broken off has left its error with this thread; it would break off the closing too.
            link.socket().getCtx().errno().set(0);
            link.close();
        }
    }
}
