package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of some settings. None of them connects before it is used. */
final class KafkaClients {

    /**
     * A fetch returns at most so many bytes: together with the buffer before it, they bound the memory of one queue.
     */
    private static final int FETCH_BYTES = 8 << 20;

    private static final int METADATA_AGE_MILLIS = 5_000;

    /** Held here, or the level would be forgotten with the logger. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    static {
        // Kafka writes all its properties at every start and a warning at every attempt to reach a broker; what
        // the health of the queue has the part that matters.
        if (KAFKA.getLevel() == null) {
            KAFKA.setLevel(Level.SEVERE);
        }
    }

    private final KafkaSettings settings;

    KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    /** A producer whose answer means: on all replicas in sync, once. */
    Producer<byte[], byte[]> producer() {
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        Map<String, Object> own = new HashMap<>();
        own.put("acks", "all");
        own.put("enable.idempotence", true);
        own.put("max.block.ms", timeout);
        own.put("request.timeout.ms", timeout / 2);
        own.put("delivery.timeout.ms", timeout);
        own.put("linger.ms", 2);
        return inOurClassLoader(
                () -> new KafkaProducer<>(with(own), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** A member of the consumer group that commits on demand only. */
    Consumer<byte[], byte[]> groupConsumer() {
        Map<String, Object> own = new HashMap<>();
        own.put("group.id", settings.group());
        own.put("session.timeout.ms", 10_000);
        own.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        return consumer(own);
    }

    /** A reader outside of any group. */
    Consumer<byte[], byte[]> reader() {
        return consumer(new HashMap<>());
    }

    Admin admin() {
        Map<String, Object> own = new HashMap<>();
        own.put("default.api.timeout.ms", Math.toIntExact(settings.timeout().toMillis()));
        own.put("request.timeout.ms", Math.toIntExact(settings.timeout().toMillis() / 2));
        return inOurClassLoader(() -> Admin.create(with(own)));
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> own) {
        own.put("enable.auto.commit", false);
        own.put("auto.offset.reset", "earliest");
        // A consumer that joined before its topic was known everywhere has no partition before its next look.
        own.put("metadata.max.age.ms", METADATA_AGE_MILLIS);
        own.put("isolation.level", "read_committed");
        own.put("fetch.max.bytes", FETCH_BYTES);
        own.put("default.api.timeout.ms", Math.toIntExact(settings.timeout().toMillis()));
        return inOurClassLoader(
                () -> new KafkaConsumer<>(with(own), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    private Map<String, Object> with(Map<String, Object> own) {
        own.put("bootstrap.servers", settings.bootstrapServers());
        own.put("reconnect.backoff.max.ms", 5_000);
        own.putAll(settings.properties());
        // The client needs the plain text to log in; it does not log properties of type password.
        settings.secretProperties().forEach((name, value) -> own.put(name, value.reveal()));
        return own;
    }

    private interface Maker<C> {
        C make();
    }

    /** Kafka looks for its classes in the thread's class loader, which in Jenkins is not the plugin's. */
    private static <C> C inOurClassLoader(Maker<C> maker) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaClients.class.getClassLoader());
        try {
            return maker.make();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
