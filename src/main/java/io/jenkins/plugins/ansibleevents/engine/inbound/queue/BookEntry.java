package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/** One message in a {@link LeaseBook}. Guarded by the book's lock. */
final class BookEntry<T> {
    final long sequence;
    final String id;

    @CheckForNull
    final String key;

    final T content;
    private final Instant since = Instant.now();
    int attempts;
    MessageState state = MessageState.QUEUED;
    long readyAt;
    /** When its lease or its delay ends; of meaning only while it is armed. */
    long timerAt;

    @CheckForNull
    String receipt;

    BookEntry(long sequence, String id, @CheckForNull String key, int attempts, T content) {
        this.sequence = sequence;
        this.id = id;
        this.key = key;
        this.attempts = attempts;
        this.content = content;
    }

    LeaseBook.Entry<T> entry() {
        return new LeaseBook.Entry<>(sequence, id, attempts, content);
    }

    MessageStatus status() {
        return new MessageStatus(id, state, attempts, "", since, "");
    }
}
