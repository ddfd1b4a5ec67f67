package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The dead-letter topic, read from its beginning whenever somebody looks: it is short when it is compacted. The last
 * record of an id counts; one without a value says that the dead letter is gone.
 */
final class KafkaDeadLetters {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final KafkaClients clients;

    KafkaDeadLetters(KafkaSettings settings, KafkaClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    List<DeadLetter> list(int max) {
        return read().values().stream()
                .map(KafkaRecords::decodeDead)
                .sorted((a, b) -> a.since().compareTo(b.since()))
                .limit(max)
                .toList();
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> read() {
        var letters = new LinkedHashMap<String, ConsumerRecord<byte[], byte[]>>();
        try (Consumer<byte[], byte[]> reader = clients.reader()) {
            List<TopicPartition> partitions =
                    reader.partitionsFor(settings.deadLetterTopic(), settings.timeout()).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions, settings.timeout());
            long deadline = System.nanoTime() + settings.timeout().toNanos();
            while (!isAtEnd(reader, ends)) {
                var records = reader.poll(POLL);
                records.forEach(r -> put(letters, r));
                deadline = records.isEmpty()
                        ? deadline
                        : System.nanoTime() + settings.timeout().toNanos();
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the dead-letter topic " + settings.deadLetterTopic() + " is not read");
                }
            }
        }
        return letters;
    }

    private static void put(
            Map<String, ConsumerRecord<byte[], byte[]>> letters, ConsumerRecord<byte[], byte[]> record) {
        String id = KafkaRecords.deadId(record);
        letters.remove(id);
        if (record.value() != null) {
            letters.put(id, record);
        }
    }

    private boolean isAtEnd(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(e -> reader.position(e.getKey(), settings.timeout()) >= e.getValue());
    }
}
