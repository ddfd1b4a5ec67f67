package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.Message;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMonitor;

/**
 * Sends each message as one ZeroMQ message: one context and one socket, used by the emitter's thread alone.
 *
 * <p>ZeroMQ has no answers: accepted means that the library has the message and a peer is connected. So it counts what
 * it has sent lately, and when the connection breaks, or after a kill, that much is sent again: rather twice than
 * never. With a PUB socket nobody can know who has got what.
 *
 * <p>Sending never blocks inside of the library, because a thread that is interrupted there would leave it broken.
 */
final class ZeroMqEmitter implements Emitter {

    private static final String MONITOR = "inproc://monitor";
    private static final long LOOK_AGAIN_MILLIS = 5;

    /** A peer that was gone is tried again this soon; only our own library is asked, so it costs nothing. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    /** A peer that does not know our keys or password hangs up after the greeting; one that does not within this time, does. */
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ZeroMqSettings settings;
    private final RecentSends recent;
    /** Whether the peer we connect to has greeted us; JeroMQ takes messages before, and forgets them when it never does. */
    private boolean greeted;

    private long greetedAt;
    private boolean lost;
    // Set by open(), which comes before everything but close().
    private ZContext context;
    private ZMQ.Socket socket;
    private ZMQ.Socket monitor;

    ZeroMqEmitter(ZeroMqSettings settings) {
        this.settings = settings;
        this.recent = new RecentSends(settings.hwm());
    }

    @Override
    public void open(EmitterContext emitterContext) throws IOException {
        context = new ZContext(1);
        context.setLinger((int) settings.linger().toMillis());
        try {
            socket = context.createSocket(publishes() ? SocketType.PUB : SocketType.PUSH);
            SocketOptions.apply(settings, socket);
            socket.monitor(MONITOR, ZMQ.EVENT_HANDSHAKE_PROTOCOL | ZMQ.EVENT_DISCONNECTED);
            monitor = context.createSocket(SocketType.PAIR);
            monitor.connect(MONITOR);
            attach();
        } catch (ZMQException | IllegalArgumentException e) {
            throw new IOException("cannot use " + settings.endpoint() + ": " + e.getMessage(), e);
        }
    }

    private void attach() throws IOException {
        boolean attached = settings.bind() ? socket.bind(settings.endpoint()) : socket.connect(settings.endpoint());
        if (!attached) {
            throw new IOException("cannot " + (settings.bind() ? "bind " : "connect to ") + settings.endpoint());
        }
    }

    @Override
    public Outcome send(List<Message> batch) throws InterruptedException {
        if (connectionWasLost()) {
            int resend = recent.countAndForget();
            if (resend > 0 && !publishes()) {
                return Outcome.connectionLost("the connection to " + settings.endpoint() + " was lost", resend);
            }
        }
        for (Message message : batch) {
            if (!deliver(message)) {
                return Outcome.retryLater("nobody takes messages at " + settings.endpoint(), Optional.of(ASK_AGAIN));
            }
            recent.add();
        }
        return Outcome.accepted();
    }

    private boolean connectionWasLost() {
        lookAtTheConnection();
        boolean was = lost;
        lost = false;
        return was;
    }

    private void lookAtTheConnection() {
        for (ZEvent event = ZEvent.recv(monitor, ZMQ.DONTWAIT);
                event != null;
                event = ZEvent.recv(monitor, ZMQ.DONTWAIT)) {
            greeted = event.getEvent() == ZMonitor.Event.HANDSHAKE_PROTOCOL;
            greetedAt = System.nanoTime();
            lost |= !greeted;
        }
    }

    /** Whether messages reach somebody; who binds has any number of peers, and ZeroMQ picks one that is there. */
    private boolean isReady() {
        lookAtTheConnection();
        return settings.bind()
                || greeted && (settings.security() == null || System.nanoTime() - greetedAt > KNOWN_NANOS);
    }

    private boolean deliver(Message message) throws InterruptedException {
        long deadline = System.nanoTime() + settings.sendTimeout().toNanos();
        while (!isReady() || !offer(message)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    private boolean offer(Message message) {
        String topic = settings.topic();
        if (topic != null) {
            return socket.send(frame(topic, message), ZMQ.SNDMORE | ZMQ.DONTWAIT)
                    && socket.send(message.json(), ZMQ.DONTWAIT);
        }
        return socket.send(message.json(), ZMQ.DONTWAIT);
    }

    private static byte[] frame(String topic, Message message) {
        return topic.replace("{kind}", message.kind().wireName())
                .replace("{type}", message.type())
                .replace("{run}", message.runIdent())
                .getBytes(StandardCharsets.UTF_8);
    }

    private boolean publishes() {
        return settings.topic() != null;
    }

    @Override
    public int unconfirmed() {
        return publishes() ? 0 : settings.hwm();
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
