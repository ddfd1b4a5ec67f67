package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.TlsFailures;
import java.util.Locale;
import org.apache.qpid.protonj2.client.ErrorCondition;
import org.apache.qpid.protonj2.client.exceptions.ClientConnectionSecurityException;
import org.apache.qpid.protonj2.client.exceptions.ClientConnectionSecuritySaslException;
import org.apache.qpid.protonj2.client.exceptions.ClientDeliveryStateException;
import org.apache.qpid.protonj2.client.exceptions.ClientLinkRemotelyClosedException;

/** What an error of the AMQP client or its broker means. */
final class AmqpFailures {

    private AmqpFailures() {}

    static QueueException translate(String queue, Throwable error) {
        Throwable cause = error instanceof java.util.concurrent.ExecutionException ? error.getCause() : error;
        if (cause instanceof QueueException known) {
            return known;
        }
        return new QueueException(kind(cause), queue + ": " + reason(cause), cause);
    }

    private static String reason(Throwable error) {
        String why = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        if (error instanceof ClientConnectionSecuritySaslException) {
            return "the broker did not accept user name or password, or not this way to log in (" + why + ")";
        }
        return TlsFailures.certificate(error).orElse(why);
    }

    private static QueueException.Kind kind(Throwable error) {
        String text = error.toString().toLowerCase(Locale.ROOT);
        if (error instanceof ClientConnectionSecuritySaslException
                || error instanceof ClientConnectionSecurityException
                || TlsFailures.certificate(error).isPresent()
                || text.contains("unauthorized")) {
            return QueueException.Kind.REFUSED;
        }
        if (error instanceof ClientLinkRemotelyClosedException link) {
            ErrorCondition condition = link.getErrorCondition();
            return kind(condition == null ? "" : condition.condition());
        }
        return error instanceof ClientDeliveryStateException ? kind(text) : QueueException.Kind.UNAVAILABLE;
    }

    /** The conditions of AMQP 1.0 part 2.8.15 and 2.8.18 that say more than "not now". */
    private static QueueException.Kind kind(String condition) {
        if (condition.contains("resource-limit-exceeded") || condition.contains("full")) {
            return QueueException.Kind.FULL;
        }
        if (condition.contains("message-size-exceeded")) {
            return QueueException.Kind.TOO_LARGE;
        }
        if (condition.contains("not-found")
                || condition.contains("not-allowed")
                || condition.contains("unauthorized-access")) {
            return QueueException.Kind.REFUSED;
        }
        return QueueException.Kind.UNAVAILABLE;
    }
}
