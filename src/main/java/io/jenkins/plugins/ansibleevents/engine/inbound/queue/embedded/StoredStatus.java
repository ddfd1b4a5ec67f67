package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Where the message of an id is: {@code state:byte sequence:long since-millis:long attempts:int reason:text
 * endpoint:text?}; the state is {@code Q} (in {@code messages}), {@code D} (in {@code dead}), {@code A} (acknowledged) or
 * {@code X} (dropped). The endpoint stands here for the last two, whose message is gone, unless an earlier version wrote
 * it; the others have it in their message.
 */
record StoredStatus(MessageState state, long sequence, Instant since, int attempts, String reason, String endpoint) {

    byte[] encode() {
        return Bytes.of(64, out -> {
            out.writeByte(letter());
            out.writeLong(sequence);
            out.writeLong(since.toEpochMilli());
            out.writeInt(attempts);
            Bytes.text(out, reason);
            if (!endpoint.isEmpty()) {
                Bytes.text(out, endpoint);
            }
        });
    }

    static StoredStatus decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        MessageState state = state(in.get());
        long sequence = in.getLong();
        Instant since = Instant.ofEpochMilli(in.getLong());
        int attempts = in.getInt();
        String reason = Bytes.text(in);
        return new StoredStatus(state, sequence, since, attempts, reason, in.hasRemaining() ? Bytes.text(in) : "");
    }

    MessageStatus toStatus(String id, String from) {
        return new MessageStatus(id, state, attempts, reason, since, from);
    }

    private char letter() {
        return switch (state) {
            case DEAD -> 'D';
            case DONE -> 'A';
            case DROPPED -> 'X';
            default -> 'Q';
        };
    }

    private static MessageState state(byte letter) {
        return switch (letter) {
            case 'D' -> MessageState.DEAD;
            case 'A' -> MessageState.DONE;
            case 'X' -> MessageState.DROPPED;
            default -> MessageState.QUEUED;
        };
    }
}
