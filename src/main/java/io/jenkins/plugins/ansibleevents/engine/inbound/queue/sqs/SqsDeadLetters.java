package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The dead-letter queue of an SQS queue. SQS cannot show a message without receiving it: what is looked at is hidden
 * from others for a moment and then shown again.
 */
final class SqsDeadLetters {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int MOST_LOOKED_AT = 10_000;
    private static final int BATCH = 10;

    private final SqsClient client;
    private final SqsSettings settings;
    private final SqsChannel main;

    private volatile Optional<SqsChannel> channel = Optional.empty();

    SqsDeadLetters(SqsClient client, SqsSettings settings, SqsChannel main) {
        this.client = client;
        this.settings = settings;
        this.main = main;
    }

    /** The queue of the settings, else the target of the redrive policy, else none. */
    private Optional<SqsChannel> channel() {
        if (channel.isEmpty()) {
            String named = settings.deadLetterQueue();
            channel = named == null
                    ? main.attribute(QueueAttributeName.REDRIVE_POLICY).map(this::target)
                    : Optional.of(new SqsChannel(client, client, named, settings.owner()));
        }
        return channel;
    }

    /** So often SQS lets a message be received before it moves it itself. */
    OptionalInt maxReceiveCount() {
        Optional<String> policy = main.attribute(QueueAttributeName.REDRIVE_POLICY);
        try {
            int count = policy.isEmpty()
                    ? 0
                    : new ObjectMapper()
                            .readTree(policy.get())
                            .path("maxReceiveCount")
                            .asInt();
            return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the redrive policy of " + settings.queue() + " is not JSON", e);
        }
    }

    /** The policy names {@code arn:aws:sqs:REGION:ACCOUNT:NAME}. */
    private SqsChannel target(String policy) {
        try {
            String arn = new ObjectMapper()
                    .readTree(policy)
                    .path("deadLetterTargetArn")
                    .asText();
            String[] parts = arn.split(":");
            return new SqsChannel(client, client, parts[parts.length - 1], parts.length > 4 ? parts[4] : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the redrive policy of " + settings.queue() + " is not JSON", e);
        }
    }

    void mustBeThere(String queue) throws QueueException {
        try {
            if (channel().isPresent()) {
                return;
            }
        } catch (SdkException e) {
            throw SqsFailures.translate(queue, e);
        }
        throw new QueueException(
                QueueException.Kind.REFUSED,
                queue + " has no place for dead letters: set deadLetterQueue, or give the queue a redrive policy");
    }

    void add(Lease lease, String reason) {
        SqsMessages.Sent letter = SqsMessages.encodeDead(lease.message(), reason, lease.attempt(), Instant.now());
        channel().orElseThrow().send(letter, lease.id(), SqsChannel.fresh());
    }

    List<DeadLetter> list(int max) {
        return channel()
                .map(c -> look(c, max).stream().map(SqsMessages::decodeDead).toList())
                .orElse(List.of());
    }

    /** Receives up to so many dead letters and shows them to others again. */
    private static List<Message> look(SqsChannel dead, int max) {
        var seen = new ArrayList<Message>();
        List<Message> batch = dead.receive(max, LOOK, Duration.ZERO);
        while (!batch.isEmpty()) {
            seen.addAll(batch);
            int left = Math.min(max, MOST_LOOKED_AT) - seen.size();
            batch = left <= 0 ? List.of() : dead.receive(left, LOOK, Duration.ZERO);
        }
        dead.release(seen);
        return seen;
    }

    boolean redrive(String id, io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message edited) {
        return channel().isPresent() && take(channel().get(), id, edited);
    }

    boolean discard(String id) {
        return channel().isPresent() && take(channel().get(), id, null);
    }

    /** Deletes a dead letter, after it was published again in the form that is given. */
    private boolean take(
            SqsChannel dead,
            String id,
            @CheckForNull io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message again) {
        var others = new ArrayList<Message>();
        boolean found = false;
        List<Message> batch = dead.receive(BATCH, LOOK, Duration.ZERO);
        while (!batch.isEmpty() && !found && others.size() < MOST_LOOKED_AT) {
            for (Message one : batch) {
                boolean match = !found && SqsMessages.decode(one).id().equals(id);
                found |= match;
                if (match) {
                    remove(dead, one, again);
                } else {
                    others.add(one);
                }
            }
            batch = found ? List.of() : dead.receive(BATCH, LOOK, Duration.ZERO);
        }
        dead.release(others);
        return found;
    }

    int redriveAll() {
        return channel().map(this::redriveAll).orElse(0);
    }

    private int redriveAll(SqsChannel dead) {
        int count = 0;
        Instant began = Instant.now();
        List<Message> batch = dead.receive(BATCH, LOOK, Duration.ZERO);
        while (!batch.isEmpty()) {
            for (Message one : batch) {
                if (SqsMessages.decodeDead(one).since().isAfter(began)) {
                    return count;
                }
                remove(dead, one, SqsMessages.decode(one));
                count++;
            }
            batch = dead.receive(BATCH, LOOK, Duration.ZERO);
        }
        return count;
    }

    /** In a FIFO queue with an id of its own, or SQS would take it for the one it delivered before and drop it. */
    private void remove(
            SqsChannel dead,
            Message letter,
            @CheckForNull io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message again) {
        if (again != null) {
            main.send(SqsMessages.encode(again), SqsChannel.group(again), SqsChannel.fresh());
        }
        dead.delete(List.of(letter.receiptHandle()));
    }

    OptionalLong depth() {
        return channel()
                .map(c -> c.number(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .orElse(OptionalLong.empty());
    }
}
