package io.jenkins.plugins.ansibleevents.engine.index;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The bytes of an index, made of events that stand one after the other in their file. */
final class WrittenIndex {

    private WrittenIndex() {}

    static byte[] of(List<EventLine> events) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = new IndexWriter(bytes::write);
        long offset = 0;
        for (EventLine event : events) {
            writer.event(event, offset);
            offset += event.size() + 1;
        }
        return bytes.toByteArray();
    }

    /** What an index says, read at once. */
    static Told read(byte[] index) throws IOException {
        var told = new Told();
        new IndexReader(told).read(new ByteArrayInputStream(index));
        return told;
    }

    /** Lets a reader go on from where it is to the end of these bytes. */
    static void goOn(IndexReader reader, byte[] index) throws IOException {
        reader.read(new ByteArrayInputStream(Arrays.copyOfRange(index, (int) reader.position(), index.length)));
    }
}
