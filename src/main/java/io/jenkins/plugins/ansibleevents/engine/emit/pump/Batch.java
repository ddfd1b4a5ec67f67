package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Position;
import java.util.ArrayList;
import java.util.List;

/** Messages that go out together, the same at every attempt. */
final class Batch {

    /** A message that was read and is not behind the cursor. */
    static final class Item {

        private final EmitterMessage message;
        private final Position before;
        private final long readAt = System.nanoTime();
        private Position after;
        private boolean taken;
        private boolean alone;
        private boolean settled;

        /**
         * A new one.
         *
         * @param before the position before it
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

        /** The position before it. */
        Position before() {
            return before;
        }

        /** The position behind it and what was left out after it. */
        Position after() {
            return after;
        }

        void leaveOutUntil(Position end) {
            after = end;
        }

        long readAt() {
            return readAt;
        }

        /** Whether it is neither settled nor in a batch. */
        boolean isFree() {
            return !taken && !settled;
        }

        boolean isSettled() {
            return settled;
        }

        /** Whether it goes out without others. */
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

    /** Whether a message can still be added. */
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

    /** Nothing more is to be done for its messages. */
    void settle() {
        items.forEach(item -> item.settled = true);
    }

    /** Its messages are to go out one by one. */
    void split() {
        items.forEach(item -> {
            item.taken = false;
            item.alone = true;
        });
    }
}
