package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import io.jenkins.plugins.ansibleevents.engine.store.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that are acknowledged to their queue while their runs go on. When the process ends before the runs do, the
 * runs are begun again from them. Table {@code begun}, message id -> a version (1), then id, ordering key, attributes
 * and body, each text as length and UTF-8.
 *
 * <p>Written by {@link #write} only, as the journal is. Safe for use by several threads.
 */
final class KeptMessages {

    private static final byte VERSION = 1;
    private static final int NOTHING = -1;

    private final Store store;
    private final Table<String> table;

    /** By id the message to be put, or empty to remove it; guarded by this. */
    private final Map<String, Optional<Message>> changes = new HashMap<>();

    KeptMessages(Store store) {
        this.store = store;
        this.table = store.stringTable("begun");
    }

    synchronized void keep(Message message) {
        changes.put(message.id(), Optional.of(message));
    }

    /** Its runs have ended, or its queue has it again. */
    synchronized void forget(String id) {
        boolean isWritten = table.get(id) != null;
        if (isWritten) {
            changes.put(id, Optional.empty());
        } else {
            changes.remove(id);
        }
    }

    /** Writes the changes into the table; it is on disk after the store's next sync. */
    synchronized void write() throws StoreException {
        if (changes.isEmpty()) {
            return;
        }
        store.change(() -> changes.forEach((id, message) -> {
            if (message.isPresent()) {
                table.put(id, encode(message.get()));
            } else {
                table.remove(id);
            }
        }));
        changes.clear();
    }

    /** The ids in the table; a snapshot. */
    List<String> ids() {
        var ids = new ArrayList<String>();
        for (Map.Entry<String, byte[]> each = table.first(); each != null; each = table.higher(each.getKey())) {
            ids.add(each.getKey());
        }
        return ids;
    }

    /** A message of the table; empty when it is not there. */
    Optional<Message> message(String id) {
        return Optional.ofNullable(table.get(id)).map(KeptMessages::decode);
    }

    private static byte[] encode(Message message) {
        var bytes = new ByteArrayOutputStream(message.body().length + 256);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            text(out, message.id());
            String key = message.orderingKey();
            if (key == null) {
                out.writeInt(NOTHING);
            } else {
                text(out, key);
            }
            out.writeInt(message.attributes().size());
            for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
                text(out, attribute.getKey());
                text(out, attribute.getValue());
            }
            out.writeInt(message.body().length);
            out.write(message.body());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static Message decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("it was written by another version");
            }
            String id = new String(bytes(in, in.readInt()), StandardCharsets.UTF_8);
            int keyLength = in.readInt();
            String key = keyLength == NOTHING ? null : new String(bytes(in, keyLength), StandardCharsets.UTF_8);
            var attributes = new HashMap<String, String>();
            for (int left = in.readInt(); left > 0; left--) {
                attributes.put(text(in), text(in));
            }
            return new Message(id, bytes(in, in.readInt()), attributes, key);
        } catch (IOException e) {
            throw new IllegalStateException("a message whose run was begun cannot be read: " + e.getMessage(), e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in, in.readInt()), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in, int length) throws IOException {
        if (length < 0 || length > in.available()) {
            throw new IOException("it is damaged");
        }
        return in.readNBytes(length);
    }
}
