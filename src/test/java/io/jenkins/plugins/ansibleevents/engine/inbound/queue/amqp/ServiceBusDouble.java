package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.codec.CodecFactory;
import org.apache.qpid.protonj2.engine.Connection;
import org.apache.qpid.protonj2.engine.Engine;
import org.apache.qpid.protonj2.engine.EngineFactory;
import org.apache.qpid.protonj2.engine.IncomingDelivery;
import org.apache.qpid.protonj2.engine.OutgoingDelivery;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.engine.sasl.SaslOutcome;
import org.apache.qpid.protonj2.engine.sasl.SaslServerContext;
import org.apache.qpid.protonj2.engine.sasl.SaslServerListener;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.AmqpValue;
import org.apache.qpid.protonj2.types.messaging.Rejected;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.transport.AMQPHeader;
import org.apache.qpid.protonj2.types.transport.DeliveryState;

/**
 * A small AMQP 1.0 peer with the rules of Azure Service Bus that matter here, as Microsoft documents them: SASL PLAIN,
 * lock tokens in delivery tags, locks that end and are renewed by the management node, rejected messages in {@code
 * $DeadLetterQueue} with their reason, and duplicate detection by message-id. It is not the cloud service.
 */
final class ServiceBusDouble implements AutoCloseable {

    static final String QUEUE = "alerts";
    private static final String DEAD = QUEUE + "/$DeadLetterQueue";
    private static final String MANAGEMENT = QUEUE + "/$management";

    private final Duration lockTime;
    private final ServerSocket server;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Deque<Message<?>>> queues = new HashMap<>();
    private final Set<Object> seen = ConcurrentHashMap.newKeySet();
    private final List<UUID> handedOut = new CopyOnWriteArrayList<>();
    private final List<UUID> renewed = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    ServiceBusDouble(Duration lockTime) throws IOException {
        this.lockTime = lockTime;
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        queues.put(QUEUE, new ArrayDeque<>());
        queues.put(DEAD, new ArrayDeque<>());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    List<UUID> handedOut() {
        return handedOut;
    }

    List<UUID> renewed() {
        return renewed;
    }

    List<String> logins() {
        return logins;
    }

    List<String> outcomes() {
        return outcomes;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> new Peer(socket).serve());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "service bus double");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        clock.shutdownNow();
    }

    /** A GUID as .NET writes it into a delivery tag. */
    static byte[] tag(UUID token) {
        long most = token.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .putInt(Integer.reverseBytes((int) (most >>> 32)))
                .putShort(Short.reverseBytes((short) (most >>> 16)))
                .putShort(Short.reverseBytes((short) most))
                .putLong(token.getLeastSignificantBits())
                .array();
    }

    /** One connection, worked on by one thread. */
    private final class Peer implements SaslServerListener {
        private final Socket socket;
        private final Engine engine = EngineFactory.PROTON.createEngine();
        private final Map<String, Sender> replies = new HashMap<>();
        private final List<Sender> senders = new ArrayList<>();

        Peer(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            engine.outputConsumer(this::write);
            engine.errorHandler(failed -> {
                failed.failureCause().printStackTrace();
                close();
            });
            engine.saslDriver().server().setListener(this);
            Connection connection = engine.start();
            connection.openHandler(c -> c.setContainerId("double").open());
            connection.closeHandler(c -> c.close());
            connection.sessionOpenHandler(s -> s.closeHandler(x -> x.close()).open());
            connection.senderOpenHandler(this::opened);
            connection.receiverOpenHandler(this::opened);
            var heartbeat = clock.scheduleAtFixedRate(this::beat, 100, 100, TimeUnit.MILLISECONDS);
            read();
            heartbeat.cancel(false);
        }

        /** Keeps the connection alive and hands out what has arrived over other connections. */
        private void beat() {
            synchronized (queues) {
                if (engine.isRunning() && engine.connection().isRemotelyOpen()) {
                    engine.tick(System.currentTimeMillis());
                    senders.forEach(this::deliver);
                }
            }
        }

        private void read() {
            byte[] bytes = new byte[65536];
            try {
                for (int n = socket.getInputStream().read(bytes);
                        n >= 0;
                        n = socket.getInputStream().read(bytes)) {
                    synchronized (queues) {
                        ProtonBuffer in =
                                ProtonBufferAllocator.defaultAllocator().copy(bytes, 0, n);
                        while (in.isReadable()) {
                            engine.accept(in);
                        }
                    }
                }
            } catch (IOException ended) {
                close();
            } catch (RuntimeException wrong) {
                wrong.printStackTrace();
                close();
            }
        }

        private void write(ProtonBuffer buffer) {
            byte[] bytes = new byte[buffer.getReadableBytes()];
            buffer.readBytes(bytes, 0, bytes.length);
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void close() {
            try {
                socket.close();
            } catch (IOException gone) {
                // Nothing is left to close.
            }
        }

        @Override
        public void handleSaslHeader(SaslServerContext context, AMQPHeader header) {
            context.sendMechanisms(new Symbol[] {Symbol.valueOf("PLAIN")});
        }

        @Override
        public void handleSaslInit(SaslServerContext context, Symbol mechanism, ProtonBuffer response) {
            logins.add(mechanism + response.toString(UTF_8).replace('\0', ' '));
            context.sendOutcome(SaslOutcome.SASL_OK, null);
        }

        @Override
        public void handleSaslResponse(SaslServerContext context, ProtonBuffer response) {}

        /** The client receives: from a queue, or answers of the management node. */
        private void opened(Sender sender) {
            Source source = sender.getRemoteSource();
            if (source.isDynamic()) {
                source = source.copy().setAddress("reply-" + replies.size()).setDynamic(false);
                replies.put(source.getAddress(), sender);
            }
            sender.setSource(source).setTarget((Target) sender.getRemoteTarget());
            sender.closeHandler(s -> {
                senders.remove(s);
                takeBack(s);
                s.close();
            });
            senders.add(sender);
            sender.creditStateUpdateHandler(this::deliver);
            sender.deliveryStateUpdatedHandler(this::settled);
            sender.open();
        }

        /** Messages on their way to a client that has closed its link meanwhile. */
        private void takeBack(Sender sender) {
            Deque<Message<?>> queue = queues.get(sender.getSource().getAddress());
            for (OutgoingDelivery delivery : sender.unsettled()) {
                Message<?> message = delivery.getLinkedResource();
                if (queue != null && message != null) {
                    queue.add(message);
                }
            }
        }

        private void deliver(Sender sender) {
            Deque<Message<?>> queue = queues.get(sender.getSource().getAddress());
            while (queue != null && sender.isSendable() && !queue.isEmpty()) {
                try {
                    UUID token = UUID.randomUUID();
                    handedOut.add(token);
                    Message<?> message = queue.removeFirst();
                    message.annotation(
                            "x-opt-locked-until", Date.from(Instant.now().plus(lockTime)));
                    OutgoingDelivery delivery = sender.next().setTag(tag(token)).setLinkedResource(message);
                    delivery.writeBytes(message.toAdvancedMessage().encode(Map.of()));
                } catch (ClientException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (sender.isDraining() && sender.getCredit() > 0) {
                sender.drained();
            }
        }

        private void settled(OutgoingDelivery delivery) {
            DeliveryState state = delivery.getRemoteState();
            Message<?> message = delivery.getLinkedResource();
            if (message == null) {
                delivery.settle();
                return;
            }
            outcomes.add(state == null ? "none" : state.getType().toString());
            try {
                if (state instanceof Rejected rejected) {
                    var info = rejected.getError().getInfo();
                    for (var one : info.entrySet()) {
                        message.property(one.getKey().toString(), one.getValue());
                    }
                    queues.get(DEAD).add(message);
                } else if (!(state instanceof Accepted)) {
                    queues.get(delivery.getLink().getSource().getAddress()).add(message);
                }
                delivery.settle();
            } catch (ClientException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The client sends: to the queue, or a request to the management node. */
        private void opened(Receiver receiver) {
            Target target = receiver.getRemoteTarget();
            receiver.setSource(receiver.getRemoteSource()).setTarget(target);
            receiver.closeHandler(r -> r.close());
            receiver.deliveryReadHandler(d -> arrived(target.getAddress(), d));
            receiver.open();
            receiver.addCredit(1000);
        }

        private void arrived(String address, IncomingDelivery delivery) {
            Map<Class<?>, Object> sections = sections(delivery.readAll());
            delivery.disposition(Accepted.getInstance(), true);
            try {
                if (address.equals(MANAGEMENT)) {
                    answer(sections);
                } else {
                    var data = (org.apache.qpid.protonj2.types.messaging.Data)
                            sections.get(org.apache.qpid.protonj2.types.messaging.Data.class);
                    var properties = (org.apache.qpid.protonj2.types.messaging.Properties)
                            sections.get(org.apache.qpid.protonj2.types.messaging.Properties.class);
                    if (seen.add(properties.getMessageId())) {
                        queues.get(address).add(kept(data, properties, sections));
                    }
                }
            } catch (ClientException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Message<?> kept(
                org.apache.qpid.protonj2.types.messaging.Data data,
                org.apache.qpid.protonj2.types.messaging.Properties properties,
                Map<Class<?>, Object> sections)
                throws ClientException {
            Message<?> message = Message.create(data.getValue()).messageId(properties.getMessageId());
            var further = (org.apache.qpid.protonj2.types.messaging.ApplicationProperties)
                    sections.get(org.apache.qpid.protonj2.types.messaging.ApplicationProperties.class);
            if (further != null) {
                for (Map.Entry<String, Object> each : further.getValue().entrySet()) {
                    message.property(each.getKey(), each.getValue());
                }
            }
            return message;
        }

        private void answer(Map<Class<?>, Object> request) throws ClientException {
            var properties = (org.apache.qpid.protonj2.types.messaging.Properties)
                    request.get(org.apache.qpid.protonj2.types.messaging.Properties.class);
            Object body = ((AmqpValue<?>) request.get(AmqpValue.class)).getValue();
            UUID[] tokens = (UUID[]) ((Map<?, ?>) body).get("lock-tokens");
            renewed.addAll(List.of(tokens));
            var expirations = new Date[tokens.length];
            java.util.Arrays.fill(expirations, Date.from(Instant.now().plus(lockTime)));
            Message<Map<String, Object>> answer = Message.create(Map.of("expirations", (Object) expirations));
            answer.property("statusCode", 200);
            answer.correlationId(properties.getMessageId());
            Sender reply = replies.get(properties.getReplyTo());
            reply.next()
                    .setTag(new byte[] {(byte) renewed.size()})
                    .writeBytes(answer.toAdvancedMessage().encode(Map.of()));
        }

        private static Map<Class<?>, Object> sections(ProtonBuffer buffer) {
            var decoder = CodecFactory.getDefaultDecoder();
            var state = decoder.newDecoderState();
            var sections = new HashMap<Class<?>, Object>();
            while (buffer.isReadable()) {
                Object section = decoder.readObject(buffer, state);
                sections.put(section.getClass(), section);
            }
            return sections;
        }
    }
}
