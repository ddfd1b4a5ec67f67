package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lists messages of one state: waiting ones oldest first, finished ones youngest first. */
final class Listing {

    /** Looking for the few delayed ones among a million ends here. */
    private static final int MOST_LOOKED_AT = 100_000;

    private final QueueTables tables;
    private final Function<String, Optional<MessageStatus>> status;

    Listing(QueueTables tables, Function<String, Optional<MessageStatus>> status) {
        this.tables = tables;
        this.status = status;
    }

    List<MessageStatus> list(MessageState state, int max) {
        return switch (state) {
            case DEAD -> tables.deadLetters(max).stream().map(Listing::dead).toList();
            case DONE, DROPPED -> finished(state, max);
            default -> waiting(state, max);
        };
    }

    private List<MessageStatus> waiting(MessageState state, int max) {
        var result = new ArrayList<MessageStatus>();
        Map.Entry<Long, byte[]> next = tables.after(0);
        for (int looked = 0; next != null && result.size() < max && looked < MOST_LOOKED_AT; looked++) {
            status.apply(StoredMessage.head(next.getValue()).id())
                    .filter(s -> s.state() == state)
                    .ifPresent(result::add);
            next = tables.after(next.getKey());
        }
        return result;
    }

    private List<MessageStatus> finished(MessageState state, int max) {
        return tables.history().youngest(MOST_LOOKED_AT).stream()
                .flatMap(id -> status.apply(id).stream())
                .filter(s -> s.state() == state)
                .limit(max)
                .toList();
    }

    private static MessageStatus dead(DeadLetter letter) {
        return new MessageStatus(
                letter.id(),
                MessageState.DEAD,
                letter.attempts(),
                letter.reason(),
                letter.since(),
                letter.message().endpoint().orElse(""));
    }
}
