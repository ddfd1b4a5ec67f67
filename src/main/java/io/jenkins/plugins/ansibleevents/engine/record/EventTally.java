package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts the lines of an {@code events.jsonl} while it is written or read. Not for use by several threads. */
final class EventTally {

    private final MessageDigest sha256 = Sha256.digest();
    private final CounterGaps gaps = new CounterGaps();
    private long events;
    private long bytes;

    /** Adds one line of the file, line end included. */
    void line(long counter, byte[] line, int offset, int length) {
        sha256.update(line, offset, length);
        bytes += length;
        events++;
        gaps.present(counter);
    }

    long events() {
        return events;
    }

    long bytes() {
        return bytes;
    }

    CounterGaps gaps() {
        return gaps;
    }

    /** The digest of all lines so far in lower-case hex; may be called once. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
