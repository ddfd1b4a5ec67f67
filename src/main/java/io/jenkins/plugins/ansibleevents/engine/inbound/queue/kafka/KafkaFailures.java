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
        String why = TlsFailures.certificate(error).orElse(reason(error));
        return new QueueException(kind(error), queue + ": " + why, error);
    }

    /** The deepest exception says it; those around it only that there was one. */
    static String reason(Throwable error) {
        if (isUnknownName(error)) {
            return "no name in bootstrapServers resolves to an address";
        }
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    /** Whether no client could be made because no broker's name resolves; the client takes that for a wrong setting. */
    static boolean isUnknownName(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof ConfigException && String.valueOf(at.getMessage()).contains("No resolvable bootstrap")) {
                return true;
            }
        }
        return false;
    }

    private static QueueException.Kind kind(Throwable error) {
        if (error instanceof RecordTooLargeException) {
            return QueueException.Kind.TOO_LARGE;
        }
        if (error instanceof CommitFailedException || error instanceof FencedInstanceIdException) {
            return QueueException.Kind.LEASE_LOST;
        }
        if (isUnknownName(error)) {
            return QueueException.Kind.UNAVAILABLE;
        }
        boolean refused = error instanceof AuthenticationException
                || error instanceof AuthorizationException
                || error instanceof InvalidTopicException
                || error instanceof ConfigException;
        return refused ? QueueException.Kind.REFUSED : QueueException.Kind.UNAVAILABLE;
    }
}
