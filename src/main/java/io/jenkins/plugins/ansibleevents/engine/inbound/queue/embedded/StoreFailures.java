package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.io.UncheckedIOException;

/** Translates failures of the store for users of the queue. */
final class StoreFailures {

    private StoreFailures() {}

    private static final String NEXT =
            ". Nothing is taken or handled until somebody has looked: put the right file back, or"
                    + " save what can be read with ansible-events queue salvage";

    static QueueException translate(String queue, Throwable failure) {
        Throwable error = failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
        String why = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        QueueException.Kind kind = kind(error);
        String next = kind == QueueException.Kind.DAMAGED ? NEXT : "";
        return new QueueException(kind, queue + ": " + why + next, error);
    }

    private static QueueException.Kind kind(Throwable error) {
        if (!(error instanceof StoreException store)) {
            return QueueException.Kind.UNAVAILABLE;
        }
        return switch (store.kind()) {
            case FULL -> QueueException.Kind.FULL;
            case CLOSED -> QueueException.Kind.CLOSED;
            case LOCKED, NEWER -> QueueException.Kind.REFUSED;
            case CORRUPT -> QueueException.Kind.DAMAGED;
            default -> QueueException.Kind.UNAVAILABLE;
        };
    }
}
