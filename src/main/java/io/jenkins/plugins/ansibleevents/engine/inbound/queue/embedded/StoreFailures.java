package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;

/** What a failure of the store means to who uses the queue. */
final class StoreFailures {

    private StoreFailures() {}

    static QueueException translate(String queue, Throwable error) {
        String why = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return new QueueException(kind(error), queue + ": " + why, error);
    }

    private static QueueException.Kind kind(Throwable error) {
        if (!(error instanceof StoreException store)) {
            return QueueException.Kind.UNAVAILABLE;
        }
        return switch (store.kind()) {
            case FULL -> QueueException.Kind.FULL;
            case CLOSED -> QueueException.Kind.CLOSED;
            case LOCKED, CORRUPT -> QueueException.Kind.REFUSED;
            default -> QueueException.Kind.UNAVAILABLE;
        };
    }
}
