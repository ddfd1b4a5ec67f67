package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.TlsFailures;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What an error of the Kafka client means. */
final class KafkaFailures {

    private KafkaFailures() {}

    static QueueException translate(String queue, Throwable error) {
        String why = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return new QueueException(
                kind(error), queue + ": " + TlsFailures.certificate(error).orElse(why), error);
    }

    private static QueueException.Kind kind(Throwable error) {
        if (error instanceof RecordTooLargeException) {
            return QueueException.Kind.TOO_LARGE;
        }
        if (error instanceof CommitFailedException || error instanceof FencedInstanceIdException) {
            return QueueException.Kind.LEASE_LOST;
        }
        boolean refused = error instanceof AuthenticationException
                || error instanceof AuthorizationException
                || error instanceof InvalidTopicException
                || error instanceof ConfigException;
        return refused ? QueueException.Kind.REFUSED : QueueException.Kind.UNAVAILABLE;
    }
}
