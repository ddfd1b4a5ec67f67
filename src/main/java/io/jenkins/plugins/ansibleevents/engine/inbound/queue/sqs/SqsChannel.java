package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One SQS queue: the requests, in its limits (ten messages a batch, twenty seconds a poll, twelve hours hidden). */
final class SqsChannel {

    private static final int BATCH = 10;
    private static final long NUMBERS_LAST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int LONGEST_NAME = 128;

    private final SqsClient client;
    private final SqsClient poller;
    private final String queue;
    private final boolean fifo;

    @CheckForNull
    private final String owner;

    @CheckForNull
    private volatile String url;

    private volatile Map<QueueAttributeName, String> numbers = Map.of();
    private volatile long numbersAt;

    /** The queue of a name or URL. */
    SqsChannel(SqsClient client, SqsClient poller, String queue, @CheckForNull String owner) {
        this.client = client;
        this.poller = poller;
        this.queue = queue;
        this.fifo = queue.endsWith(".fifo");
        this.owner = owner;
        this.url = queue.contains("://") ? queue : null;
    }

    String url() {
        String known = url;
        if (known == null) {
            known = client.getQueueUrl(r -> r.queueName(queue).queueOwnerAWSAccountId(owner))
                    .queueUrl();
            url = known;
        }
        return known;
    }

    /**
     * Sends a message.
     *
     * @param group in a FIFO queue, messages of one group keep their order
     * @param once in a FIFO queue, a second message with this id within five minutes is dropped
     */
    void send(SqsMessages.Sent message, String group, String once) {
        client.sendMessage(r -> {
            r.queueUrl(url()).messageBody(message.body()).messageAttributes(message.attributes());
            if (fifo) {
                r.messageGroupId(name(group)).messageDeduplicationId(name(once));
            }
        });
    }

    List<Message> receive(int max, Duration hidden, Duration wait) {
        long seconds = Math.min(
                SqsClients.LONGEST_POLL.toSeconds(), wait.plusMillis(999).toSeconds());
        return (seconds == 0 ? client : poller)
                .receiveMessage(r -> r.queueUrl(url())
                        .maxNumberOfMessages(Math.min(BATCH, max))
                        .visibilityTimeout(seconds(hidden))
                        .waitTimeSeconds((int) seconds)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    /** Hides a received message for so long from now on. */
    boolean hide(String receipt, Duration time) {
        client.changeMessageVisibility(
                r -> r.queueUrl(url()).receiptHandle(receipt).visibilityTimeout(seconds(time)));
        return true;
    }

    void release(List<Message> messages) {
        messages.forEach(m -> hide(m.receiptHandle(), Duration.ZERO));
    }

    /** As many at once as a request takes. */
    static List<List<String>> batches(List<String> receipts) {
        var batches = new ArrayList<List<String>>();
        for (int from = 0; from < receipts.size(); from += BATCH) {
            batches.add(receipts.subList(from, Math.min(receipts.size(), from + BATCH)));
        }
        return batches;
    }

    /** Shows received messages to others, one batch of them. */
    void show(List<String> receipts) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(receipts.get(i))
                    .visibilityTimeout(0)
                    .build());
        }
        client.changeMessageVisibilityBatch(r -> r.queueUrl(url()).entries(entries));
    }

    /** Deletes messages; returns how many could not be. */
    int delete(List<String> receipts) {
        int failed = 0;
        for (List<String> some : batches(receipts)) {
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                entries.add(DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(some.get(i))
                        .build());
            }
            List<BatchResultErrorEntry> errors = client.deleteMessageBatch(
                            r -> r.queueUrl(url()).entries(entries))
                    .failed();
            failed += errors.size();
        }
        return failed;
    }

    Optional<String> attribute(QueueAttributeName name) {
        return Optional.ofNullable(
                client.getQueueAttributes(r -> r.queueUrl(url()).attributeNames(name))
                        .attributes()
                        .get(name));
    }

    QueueDepth depth(OptionalLong dead) {
        return new QueueDepth(
                number(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
                number(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                dead,
                Optional.empty());
    }

    OptionalLong number(QueueAttributeName name) {
        if (numbers.isEmpty() || System.nanoTime() - numbersAt > NUMBERS_LAST_NANOS) {
            numbers = client.getQueueAttributes(r -> r.queueUrl(url())
                            .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes();
            numbersAt = System.nanoTime();
        }
        String value = numbers.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    /** The group of a message in a FIFO queue: its key, or itself alone. */
    static String group(io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message message) {
        return message.orderingKey() == null ? message.id() : message.orderingKey();
    }

    static int receiveCount(Message message) {
        String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return count == null ? 1 : Integer.parseInt(count);
    }

    static String fresh() {
        return MessageIds.next();
    }

    private static int seconds(Duration time) {
        return (int)
                Math.min(Duration.ofHours(12).toSeconds(), time.plusMillis(999).toSeconds());
    }

    /** SQS takes up to 128 letters, digits and punctuation characters here; anything else goes by its hash. */
    private static String name(String text) {
        if (text.length() <= LONGEST_NAME && text.matches("[\\p{Alnum}\\p{Punct}]+")) {
            return text;
        }
        return java.util
                .UUID
                .nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }
}
