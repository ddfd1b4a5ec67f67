package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import java.nio.ByteBuffer;

/**
 * The attempts of a waiting message so far: {@code count:int notBefore-millis:long reason:text}.
 *
 * @param count how often it was received
 * @param notBefore epoch milliseconds before which nobody receives it; 0 for none
 * @param reason of its last release
 */
record Attempts(int count, long notBefore, String reason) {

    static final Attempts NONE = new Attempts(0, 0, "");

    byte[] encode() {
        return Bytes.of(64, out -> {
            out.writeInt(count);
            out.writeLong(notBefore);
            Bytes.text(out, reason);
        });
    }

    static Attempts decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        return new Attempts(in.getInt(), in.getLong(), Bytes.text(in));
    }
}
