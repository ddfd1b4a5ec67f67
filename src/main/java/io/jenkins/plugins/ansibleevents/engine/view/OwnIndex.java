package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.index.IndexReader;
import io.jenkins.plugins.ansibleevents.engine.index.IndexWriter;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.StoredEvents;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * An index for one view alone, made of {@code events.jsonl} where the record has none or a damaged one. It is kept in a
 * temporary file that ends with this process.
 */
final class OwnIndex implements IndexSource {

    private static final int CHUNK = 64 << 10;

    private final RunFiles files;
    private final FileChannel file;
    private final IndexWriter writer = new IndexWriter(this::add);
    private final ByteBuffer waiting = ByteBuffer.allocate(CHUNK);
    private @CheckForNull IndexReader reader;
    private long read;

    OwnIndex(RunFiles files) throws IOException {
        this.files = files;
        Path temporary = Files.createTempFile("ansible-events-", ".index"); // 0600
        file = FileChannel.open(
                temporary, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public void refresh(IndexReader to) throws IOException {
        reader = to;
        if (files.size(RunDirectory.EVENTS) > read) {
            try (InputStream in = new BufferedInputStream(files.open(RunDirectory.EVENTS, read), CHUNK)) {
                read = StoredEvents.readPlaced(in, read, writer::event).end();
            }
        }
        flush();
    }

    private void add(byte[] records, int offset, int length) throws IOException {
        Objects.requireNonNull(reader).read(records, offset, length);
        if (length > waiting.remaining()) {
            flush();
        }
        if (length > waiting.remaining()) {
            write(ByteBuffer.wrap(records, offset, length));
        } else {
            waiting.put(records, offset, length);
        }
    }

    private void flush() throws IOException {
        write(waiting.flip());
        waiting.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public InputStream open(long position) {
        return new InputStream() {
            private long at = position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = file.read(ByteBuffer.wrap(bytes, offset, length), at);
                at += Math.max(0, n);
                return n;
            }
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
