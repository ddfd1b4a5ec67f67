package io.jenkins.plugins.ansibleevents.engine.index;

import java.nio.charset.StandardCharsets;

/**
 * {@code events.index.v1}: what pages and reports need of a run's events, so that they read of {@code events.jsonl} only
 * the lines they show. Everything in it follows from {@code events.jsonl}: whoever misses it, or finds it damaged, makes
 * it again.
 *
 * <p>Records one after the other, integers big-endian, in the order in which they were written. Each begins with a byte
 * that says what it is and ends with the CRC-32C (4 bytes) of its bytes before. A record without its end is one that is
 * being written, or the last of a killed writer.
 *
 * <pre>
 * H  "AEINDEX" version(1) crc                                     the first record, 13 bytes
 * B  3 bytes of 0, epoch(8) crc                                   milliseconds since 1970 of the run's first event, once
 * E  state(1) type(2) task(4) host(4) length(4) offset(8) counter(4) at(4) took(4) line(4) ref(4) crc     48 bytes
 *    an event: type, task and host are numbers of names; task -1: none, -2 - n: none, but in play n; host -1: none;
 *    offset and length: its line in events.jsonl without line end; at: ms since the first event;
 *    took: ms it lasted; of runner_on_start: ms that the host had waited since the start of the task; -1: not known;
 *    line: its first line in stdout; ref: the number of its message; state: see {@link IndexEvent#state()}
 *    of runner_on_file_diff: took and ref are a hash of its text (8 bytes)
 * N  what(1) 2 bytes of 0, number(4) length(4) text(length, JSON in UTF-8) crc
 *    a name, before the first event that needs it; what: T type, H host, P play, K task, M message, Y playbook, each
 *    numbered from 0 in the order of their appearance
 * S  3 bytes of 0, host(4) ok(4) changed(4) unreachable(4) failed(4) skipped(4) rescued(4) ignored(4) crc  40 bytes
 *    Ansible's own numbers of a host, before the event playbook_on_stats that has them
 * </pre>
 */
final class IndexFormat {

    static final byte BASE = 'B';
    static final byte EVENT = 'E';
    static final byte NAME = 'N';
    static final byte STATS = 'S';

    static final byte TYPE = 'T';
    static final byte HOST = 'H';
    static final byte PLAY = 'P';
    static final byte TASK = 'K';
    static final byte MESSAGE = 'M';
    static final byte PLAYBOOK = 'Y';

    /** The first bytes of the file; the last one is the version of the format. */
    static final byte[] HEADER = "HAEINDEX\1".getBytes(StandardCharsets.ISO_8859_1);

    static final int HEADER_SIZE = HEADER.length + 4;
    static final int BASE_SIZE = 16;
    static final int EVENT_SIZE = 48;
    static final int STATS_SIZE = 40;

    /** A name without its text. */
    static final int NAME_SIZE = 16;

    /** A longer name is no name but damage. */
    static final int LONGEST_NAME = 4 << 20;

    private IndexFormat() {}
}
