package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The partitions this process has in the group, and what is buffered of them. Used by the thread of {@link KafkaIntake}
 * only, {@link #released} apart.
 */
final class KafkaPartitions {

    private static final Logger LOGGER = Logger.getLogger(KafkaPartitions.class.getName());

    /** Messages and bytes that are fetched and not done, before nothing more is fetched. */
    private static final int MOST_MESSAGES = 10_000;

    private static final long MOST_BYTES = 32L << 20;

    private final LeaseBook<Fetched> book;
    private final KafkaSettings settings;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private long sequence;

    KafkaPartitions(LeaseBook<Fetched> book, KafkaSettings settings) {
        this.book = book;
        this.settings = settings;
    }

    void add(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            var partition = new TopicPartition(record.topic(), record.partition());
            PartitionProgress of = progress.get(partition);
            if (of != null && of.fetched(record.offset())) {
                add(of, record);
            }
        }
    }

    private void add(PartitionProgress of, ConsumerRecord<byte[], byte[]> record) {
        Message message = KafkaRecords.decode(record);
        var fetched = new Fetched(of, record.offset(), message);
        bytes.addAndGet(fetched.size());
        book.add(++sequence, message.id(), message.orderingKey(), of.attempts(record.offset()), Duration.ZERO, fetched);
    }

    void released(Fetched message) {
        bytes.addAndGet(-message.size());
    }

    void pauseWhatIsFull(Consumer<byte[], byte[]> consumer) {
        boolean full = book.size() >= MOST_MESSAGES || bytes.get() >= MOST_BYTES;
        Set<TopicPartition> pause = new HashSet<>();
        for (TopicPartition partition : consumer.assignment()) {
            PartitionProgress of = progress.get(partition);
            if (full || of != null && of.isTooFarAhead()) {
                pause.add(partition);
            }
        }
        if (!pause.equals(consumer.paused())) {
            consumer.resume(consumer.paused());
            consumer.pause(pause);
        }
    }

    /** Commits what has changed since the last commit. */
    void commit(Consumer<byte[], byte[]> consumer) {
        commit(consumer, progress.keySet());
    }

    private void commit(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (TopicPartition partition : partitions) {
            PartitionProgress of = progress.get(partition);
            if (of != null && of.takeChanged()) {
                offsets.put(partition, of.commit());
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        try {
            despiteWakeups(() -> {
                consumer.commitSync(offsets, settings.timeout());
                return true;
            });
        } catch (RuntimeException e) {
            offsets.keySet().forEach(p -> progress.get(p).putChangedBack());
            throw e;
        }
    }

    /**
     * A wakeup is meant for {@code poll} and may come a moment later. Then the request is made again: a listener that
     * was woken up is not asked a second time, and its partition would never be read.
     */
    private static <R> R despiteWakeups(Supplier<R> request) {
        while (true) {
            try {
                return request.get();
            } catch (WakeupException late) {
                LOGGER.finest("woken up while something else is asked for");
            }
        }
    }

    /** Unfinished messages up to these ends. */
    long lag(Map<TopicPartition, Long> ends) {
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            PartitionProgress of = progress.get(end.getKey());
            lag += of == null ? 0 : of.openBefore(end.getValue());
        }
        return lag;
    }

    /** This process has no partition any more; what it had is received by whoever has it next. */
    void loseAll() {
        lose(List.copyOf(progress.keySet()));
    }

    private void lose(Collection<TopicPartition> partitions) {
        var gone = new ArrayList<PartitionProgress>();
        for (TopicPartition partition : partitions) {
            PartitionProgress of = progress.remove(partition);
            if (of != null) {
                of.lose();
                gone.add(of);
            }
        }
        book.removeIf(f -> gone.contains(f.progress()), f -> released(f));
    }

    ConsumerRebalanceListener listener(Consumer<byte[], byte[]> consumer) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                Map<TopicPartition, OffsetAndMetadata> committed =
                        despiteWakeups(() -> consumer.committed(new HashSet<>(partitions), settings.timeout()));
                partitions.forEach(p -> assigned(consumer, p, committed.get(p)));
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                try {
                    commit(consumer, partitions);
                } catch (KafkaException e) {
                    LOGGER.log(Level.FINE, "Messages that are not committed are redelivered", e);
                }
                lose(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                lose(partitions);
            }
        };
    }

    private void assigned(Consumer<byte[], byte[]> consumer, TopicPartition partition, OffsetAndMetadata committed) {
        boolean begun = committed != null;
        long from = begun ? committed.offset() : despiteWakeups(() -> consumer.position(partition, settings.timeout()));
        progress.put(partition, new PartitionProgress(from, begun ? committed.metadata() : ""));
    }
}
