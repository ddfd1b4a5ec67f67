package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The dead-letter queue of an SQS queue. SQS cannot show a message without receiving it: what is looked at is hidden
 * from others for a moment and then shown again.
 */
final class SqsDeadLetters {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int MOST_LOOKED_AT = 10_000;

    private final SqsClient client;
    private final SqsSettings settings;
    private final SqsChannel main;

    @CheckForNull
    private volatile SqsChannel channel;

    SqsDeadLetters(SqsClient client, SqsSettings settings, SqsChannel main) {
        this.client = client;
        this.settings = settings;
        this.main = main;
    }

    /** The queue of the settings, else the target of the redrive policy. */
    @CheckForNull
    private SqsChannel channel() {
        SqsChannel known = channel;
        if (known == null && settings.deadLetterQueue() != null) {
            known = new SqsChannel(client, client, settings.deadLetterQueue(), settings.owner());
        }
        if (known == null) {
            known = main.attribute(QueueAttributeName.REDRIVE_POLICY)
                    .map(this::target)
                    .orElse(null);
        }
        channel = known;
        return known;
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
            if (channel() != null) {
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
        channel()
                .send(
                        SqsMessages.encodeDead(lease.message(), reason, lease.attempt(), Instant.now()),
                        lease.id(),
                        SqsChannel.fresh());
    }

    List<DeadLetter> list(int max) {
        return channel() == null
                ? List.of()
                : look(max).stream().map(SqsMessages::decodeDead).toList();
    }

    /** Receives up to so many dead letters and shows them to others again. */
    private List<software.amazon.awssdk.services.sqs.model.Message> look(int max) {
        var seen = new ArrayList<software.amazon.awssdk.services.sqs.model.Message>();
        var batch = channel().receive(max, LOOK, Duration.ZERO);
        while (!batch.isEmpty()) {
            seen.addAll(batch);
            int left = Math.min(max, MOST_LOOKED_AT) - seen.size();
            batch = left <= 0 ? List.of() : channel().receive(left, LOOK, Duration.ZERO);
        }
        channel().release(seen);
        return seen;
    }

    boolean redrive(String id, Message edited) {
        return take(id, edited);
    }

    boolean discard(String id) {
        return take(id, null);
    }

    /** Deletes a dead letter, after it was published again in the form that is given. */
    private boolean take(String id, @CheckForNull Message again) {
        if (channel() == null) {
            return false;
        }
        var others = new ArrayList<software.amazon.awssdk.services.sqs.model.Message>();
        boolean found = false;
        var batch = channel().receive(10, LOOK, Duration.ZERO);
        while (!batch.isEmpty() && !found && others.size() < MOST_LOOKED_AT) {
            for (var one : batch) {
                boolean match = !found && SqsMessages.decode(one).id().equals(id);
                found |= match;
                if (match) {
                    remove(one, again);
                } else {
                    others.add(one);
                }
            }
            batch = found ? List.of() : channel().receive(10, LOOK, Duration.ZERO);
        }
        channel().release(others);
        return found;
    }

    int redriveAll() {
        if (channel() == null) {
            return 0;
        }
        int count = 0;
        Instant began = Instant.now();
        var batch = channel().receive(10, LOOK, Duration.ZERO);
        while (!batch.isEmpty()) {
            for (var one : batch) {
                if (SqsMessages.decodeDead(one).since().isAfter(began)) {
                    return count;
                }
                remove(one, SqsMessages.decode(one));
                count++;
            }
            batch = channel().receive(10, LOOK, Duration.ZERO);
        }
        return count;
    }

    /** In a FIFO queue with an id of its own, or SQS would take it for the one it delivered before and drop it. */
    private void remove(software.amazon.awssdk.services.sqs.model.Message letter, @CheckForNull Message again) {
        if (again != null) {
            main.send(SqsMessages.encode(again), SqsChannel.group(again), SqsChannel.fresh());
        }
        channel().delete(List.of(letter.receiptHandle()));
    }

    OptionalLong depth() {
        return channel() == null
                ? OptionalLong.empty()
                : channel().number(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }
}
