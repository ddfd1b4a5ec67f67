package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Published;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The changes that put messages into the queue, within its limits. */
final class Appends {

    private final String description;
    private final EmbeddedSettings settings;
    private final QueueTables tables;
    private final Clock clock;

    Appends(String description, EmbeddedSettings settings, QueueTables tables, Clock clock) {
        this.description = description;
        this.settings = settings;
        this.tables = tables;
        this.clock = clock;
    }

    /** Puts a message; the result is its id. */
    QueueWriter.Change<String> of(Message message) {
        return new Append(message);
    }

    /** Puts a message unless its delivery is known. */
    QueueWriter.Change<Published> unique(Message message, String key, Duration window) {
        return new UniqueAppend(message, key, window);
    }

    private void mustHaveRoomFor(byte[] encoded) throws QueueException {
        if (encoded.length > settings.maxBytes()) {
            throw new QueueException(
                    QueueException.Kind.TOO_LARGE,
                    description + ": a message of " + encoded.length + " bytes is larger than maxBytes");
        }
        long count = tables.live() + tables.deadCount();
        if (count < settings.maxMessages() && tables.bytes() + encoded.length <= settings.maxBytes()) {
            return;
        }
        throw new QueueException(
                QueueException.Kind.FULL,
                description + " is full: " + count + " messages, " + tables.bytes()
                        + " bytes; let the consumer catch up, drop dead letters, or raise maxMessages ("
                        + settings.maxMessages() + ") or maxBytes (" + settings.maxBytes() + ")");
    }

    private final class Append implements QueueWriter.Change<String> {
        private final Message message;
        private final byte[] encoded;
        private long sequence;

        Append(Message message) {
            this.message = message;
            this.encoded = new StoredMessage(clock.instant(), message).encode();
        }

        @Override
        public String run() throws QueueException {
            mustHaveRoomFor(encoded);
            sequence = tables.append(message, encoded);
            return message.id();
        }

        @Override
        public void undo() {
            tables.takeBack(sequence, message.id());
        }
    }

    private final class UniqueAppend implements QueueWriter.Change<Published> {
        private final Append append;
        private final String key;
        private final Duration window;
        private boolean repeated;

        UniqueAppend(Message message, String key, Duration window) {
            this.append = new Append(message);
            this.key = key;
            this.window = window;
        }

        @Override
        public Published run() throws QueueException {
            Optional<String> first = tables.published(key);
            repeated = first.isPresent();
            if (repeated) {
                return new Published(first.get(), true);
            }
            String id = append.run();
            tables.remember(key, id, window);
            return new Published(id, false);
        }

        @Override
        public void undo() {
            if (!repeated) {
                tables.forget(key);
                append.undo();
            }
        }
    }
}
