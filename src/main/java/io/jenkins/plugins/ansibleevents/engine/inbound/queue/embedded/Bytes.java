package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How the values of the queue's tables are made of numbers, texts and bytes: numbers big-endian; a text is the length
 * of its UTF-8 bytes as an int, then these bytes; -1 for no text.
 */
final class Bytes {

    private Bytes() {}

    interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    static byte[] of(int sizeHint, Content content) {
        var bytes = new ByteArrayOutputStream(sizeHint);
        try {
            content.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    static void text(DataOutputStream out, @CheckForNull String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @CheckForNull
    static String textOrNull(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        var text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    static String text(ByteBuffer in) {
        String text = textOrNull(in);
        return text == null ? "" : text;
    }

    static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
