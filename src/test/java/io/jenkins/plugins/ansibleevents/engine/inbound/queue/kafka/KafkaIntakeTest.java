package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer that is woken up, or whose broker fails, in the worst moment. */
class KafkaIntakeTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final TopicPartition PARTITION = new TopicPartition("alerts", 0);

    private final LeaseBook<Fetched> book = new LeaseBook<>();
    private final FaultyConsumer consumer = new FaultyConsumer();
    private KafkaIntake intake;

    @TempDir
    Path directory;

    /** A consumer whose next requests fail. */
    private static final class FaultyConsumer extends MockConsumer<byte[], byte[]> {

        final AtomicInteger wakeups = new AtomicInteger();
        volatile boolean commitsFail;

        FaultyConsumer() {
            super("earliest");
            updatePartitions("alerts", List.of(new PartitionInfo("alerts", 0, null, new Node[0], new Node[0])));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, 1L));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            mayBeWokenUp();
            return super.committed(partitions, timeout);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            mayBeWokenUp();
            if (commitsFail) {
                throw new TimeoutException("no answer");
            }
            super.commitSync(offsets, timeout);
        }

        private void mayBeWokenUp() {
            if (wakeups.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new WakeupException();
            }
        }

        /** The group gives it the partition, which has one message. */
        void joins() {
            schedulePollTask(() -> {
                rebalance(List.of(PARTITION));
                addRecord(new ConsumerRecord<>("alerts", 0, 0, null, "{}".getBytes(UTF_8)));
            });
        }
    }

    @BeforeEach
    void begin() throws Exception {
        KafkaSettings settings = KafkaSettings.read(
                SettingsFile.parse("{bootstrapServers: 'localhost:1', topic: alerts}", "test", directory));
        Consumer<byte[], byte[]> member = consumer;
        intake = new KafkaIntake(settings, () -> {}, () -> member, book, new HealthRecord("test"), "test");
        consumer.joins();
    }

    @AfterEach
    void end() {
        intake.close();
    }

    @Test
    void partitionIsReadAlsoWhenItsAssignmentIsWokenUp() throws Exception {
        consumer.wakeups.set(2);

        intake.start();

        assertThat(book.take(1, LONG, LONG)).hasSize(1);
    }

    @Test
    void memberLeavesTheGroupAlsoWhenItsLastCommitIsWokenUp() throws Exception {
        intake.start();
        take();
        consumer.wakeups.set(1);

        intake.close();

        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void memberLeavesTheGroupAlsoWhenItsLastCommitFails() throws Exception {
        intake.start();
        take();
        consumer.commitsFail = true;

        intake.close();

        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void wokenUpCommitIsCommitted() throws Exception {
        intake.start();
        Fetched fetched = take();
        consumer.wakeups.set(1);
        fetched.progress().done(fetched.offset());

        intake.commit().get(30, TimeUnit.SECONDS);

        assertThat(consumer.committed(Set.of(PARTITION), LONG).get(PARTITION).offset())
                .isEqualTo(1);
    }

    /** Takes the message, so that there is something to commit. */
    private Fetched take() throws Exception {
        Fetched fetched = book.take(1, LONG, LONG).get(0).entry().content();
        fetched.progress().received(fetched.offset(), 1);
        return fetched;
    }
}
