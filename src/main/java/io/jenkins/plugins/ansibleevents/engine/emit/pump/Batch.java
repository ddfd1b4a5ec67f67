package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Position;
import java.util.ArrayList;
import java.util.List;

/** Messages that go out together, in the same composition at every attempt. */
final class Batch {

    /** A message that was read and is not behind the cursor yet. */
    static final class Item {

        private final EmitterMessage message;
        private final Position before;
        private final long readAt = System.nanoTime();
        private Position after;
        private boolean taken;
        private boolean alone;
        private boolean settled;

        /**
         * @param before the position before the message
         * @param after the position behind it
         */
        Item(EmitterMessage message, Position before, Position after) {
            this.message = message;
            this.before = before;
            this.after = after;
        }

        EmitterMessage message() {
            return message;
        }

        Position before() {
            return before;
        }

        /** The position behind the message and behind the messages after it that the filter has left out. */
        Position after() {
            return after;
        }

        void leaveOutUntil(Position end) {
            after = end;
        }

        long readAt() {
            return readAt;
        }

        /** Whether the message is neither settled nor in a batch. */
        boolean isFree() {
            return !taken && !settled;
        }

        boolean isSettled() {
            return settled;
        }

        /** Whether the message goes out without others. */
        boolean isAlone() {
            return alone;
        }
    }

    private final BatchRules rules;
    private final List<Item> items = new ArrayList<>();
    private final List<EmitterMessage> messages = new ArrayList<>();
    private long bytes;

    Batch(BatchRules rules) {
        this.rules = rules;
    }

    void add(Item item) {
        item.taken = true;
        items.add(item);
        messages.add(item.message);
        bytes += item.message.json().length;
    }

    /** Whether the batch has room for the message. */
    boolean takes(Item item) {
        boolean full = messages.size() >= rules.messages() || bytes >= rules.bytes();
        return items.isEmpty() || !full && !item.alone && !items.get(0).alone;
    }

    List<Item> items() {
        return items;
    }

    List<EmitterMessage> messages() {
        return messages;
    }

    int size() {
        return messages.size();
    }

    /** Marks its messages as settled: they need no further attempt. */
    void settle() {
        items.forEach(item -> item.settled = true);
    }

    /** Makes its messages go out one by one. */
    void split() {
        items.forEach(item -> {
            item.taken = false;
            item.alone = true;
        });
    }
}
