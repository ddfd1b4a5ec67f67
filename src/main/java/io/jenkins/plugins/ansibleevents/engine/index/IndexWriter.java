package io.jenkins.plugins.ansibleevents.engine.index;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the index of a run, event by event, in the form of {@link IndexFormat}. The content depends on the recorded JSON
 * of the events and their places alone, so that whoever makes an index again gets the same.
 *
 * <p>Memory: the names of hosts, plays and tasks, a bit per task and host, and the last {@value #MESSAGES} messages. Not
 * safe for use by several threads.
 */
public final class IndexWriter {

    /** Further messages are written again when they come again. */
    private static final int MESSAGES = 1_000;

    private static final int TYPES = 1_000;

    /** Ansible's own temporary file in the head of a diff, which is another one for each host. */
    private static final Pattern OWN_FILE = Pattern.compile("(?m)^([-+]{3} \\w+): \\S*/ansible-(?:local|tmp)-\\S+$");

    private static final long SHORT = 1L << 31;

    /** Takes the records of one event. */
    @FunctionalInterface
    public interface Out {

        /** Appends these bytes, all of them or none. */
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    private final Out out;
    private final IndexBytes records = new IndexBytes();
    private final EventTime time = new EventTime();
    private final TaskNumbers tasks = new TaskNumbers();
    private final Map<String, Integer> types = new HashMap<>();
    private final Map<String, Integer> hosts = new HashMap<>();
    private final Map<String, Integer> plays = new HashMap<>();
    private final Map<String, Integer> messages = new Latest<>(MESSAGES);
    private int playbooks;
    private int messagesWritten;
    private long base = Long.MIN_VALUE;

    /** A writer of a new index; nothing is written before the first event. */
    public IndexWriter(Out out) {
        this.out = out;
        records.begin(IndexFormat.HEADER_SIZE).put(IndexFormat.HEADER);
        records.end();
    }

    /**
     * Writes what the index has of an event, with one call of {@link Out}.
     *
     * @param line the event as it is recorded
     * @param offset where its line begins in {@code events.jsonl}
     * @throws IOException when that fails; the index is of no use then, and nothing may be written to it any more
     */
    public void event(EventLine line, long offset) throws IOException {
        EventHead head = line.recordedHead();
        int at = at(head);
        switch (head.event()) {
            case EventType.PLAYBOOK_ON_START ->
                name(IndexFormat.PLAYBOOK, playbooks++, IndexNames.bytes(playbook(line)));
            case EventType.PLAYBOOK_ON_TASK_START -> started(line, head, at);
            case EventType.PLAYBOOK_ON_STATS -> statistics(line);
            default -> {
                // Only these have more than their head.
            }
        }
        event(line, head, offset, at);
        records.writeTo(out);
    }

    private static String playbook(EventLine line) throws EventFormatException {
        return line.tree().path("event_data").path("playbook").asText();
    }

    private void started(EventLine line, EventHead head, int at) throws EventFormatException {
        if (head.taskUuid() != null) {
            boolean handler =
                    line.tree().path("event_data").path("is_conditional").asBoolean();
            tasks.started(head.taskUuid(), new TaskNumbers.Start(at, head.startLine(), orEmpty(head.task()), handler));
        }
    }

    private void statistics(EventLine line) throws EventFormatException {
        JsonNode data = line.tree().path("event_data");
        data.path("processed").fieldNames().forEachRemaining(host -> {
            int number = host(host);
            ByteBuffer record = records.begin(IndexFormat.STATS_SIZE);
            record.put(IndexFormat.STATS).put((byte) 0).putShort((short) 0).putInt(number);
            for (String key : new String[] {"ok", "changed", "dark", "failures", "skipped", "rescued", "ignored"}) {
                record.putInt(data.path(key).path(host).asInt());
            }
            records.end();
        });
    }

    private void event(EventLine line, EventHead head, long offset, int at) throws IOException {
        int type = number(IndexFormat.TYPE, types, type(head));
        int host = head.host() == null ? -1 : host(head.host());
        char state = EventStates.of(line, head);
        int task = task(head, host, at);
        long reference = reference(line, head, state);
        int took = took(head, at);
        if (head.event().equals(EventStates.FILE_DIFF)) {
            took = (int) (reference >> 32);
        }
        ByteBuffer record = records.begin(IndexFormat.EVENT_SIZE);
        record.put(IndexFormat.EVENT).put((byte) state).putShort((short) type);
        record.putInt(task).putInt(host).putInt(line.size()).putLong(offset);
        record.putInt((int) Math.min(head.counter(), Integer.MAX_VALUE));
        record.putInt(at).putInt(took).putInt(head.startLine()).putInt((int) reference);
        records.end();
    }

    /** Ansible has thirty types; a file that names thousands is not its own. */
    private String type(EventHead head) {
        return types.size() < TYPES || types.containsKey(head.event()) ? head.event() : "other";
    }

    private int at(EventHead head) {
        long epoch = time.of(head.created());
        if (epoch == Long.MIN_VALUE) {
            return 0;
        }
        if (base == Long.MIN_VALUE) {
            base = epoch;
            ByteBuffer record = records.begin(IndexFormat.BASE_SIZE);
            record.put(IndexFormat.BASE).put((byte) 0).putShort((short) 0).putLong(base);
            records.end();
        }
        return (int) Math.max(-SHORT, Math.min(SHORT - 1, epoch - base));
    }

    private int took(EventHead head, int at) {
        if (head.event().equals(EventType.RUNNER_ON_START)) {
            TaskNumbers.Start start = tasks.startOf(head);
            return start == null ? -1 : Math.max(0, at - start.at());
        }
        return Double.isNaN(head.duration())
                ? -1
                : (int) Math.min(SHORT - 1, Math.round(Math.max(0, head.duration()) * 1000));
    }

    /** The number of the task, or where there is none of the play. */
    private int task(EventHead head, int host, int at) {
        int play = head.playUuid() == null ? -1 : play(head, at);
        if (host < 0 || !TaskNumbers.isOfTask(head)) {
            return play < 0 ? -1 : -2 - play;
        }
        int before = tasks.count();
        int number = tasks.of(head, host);
        if (tasks.count() > before) {
            name(IndexFormat.TASK, number, IndexNames.bytes(task(head, play, at, tasks.startOf(head))));
        }
        return number;
    }

    private static IndexedTask task(EventHead head, int play, int at, @CheckForNull TaskNumbers.Start start) {
        String template = orEmpty(head.task());
        return new IndexedTask(
                start == null ? template : start.name(),
                template,
                play,
                orEmpty(head.taskPath()),
                orEmpty(head.taskAction()),
                orEmpty(head.role()),
                start != null && start.handler(),
                start == null ? at : start.at(),
                start == null ? -1 : start.line());
    }

    private int play(EventHead head, int at) {
        String uuid = orEmpty(head.playUuid());
        Integer known = plays.get(uuid);
        if (known == null) {
            known = plays.size();
            plays.put(uuid, known);
            name(IndexFormat.PLAY, known, IndexNames.bytes(new IndexedPlay(orEmpty(head.play()), at, head.created())));
        }
        return known;
    }

    private int host(String name) {
        return number(IndexFormat.HOST, hosts, name);
    }

    private int number(byte what, Map<String, Integer> names, String name) {
        Integer known = names.get(name);
        if (known == null) {
            known = names.size();
            names.put(name, known);
            name(what, known, IndexNames.bytes(name));
        }
        return known;
    }

    /** The number of the message of a failure, the hash of a diff, else -1. */
    private long reference(EventLine line, EventHead head, char state) throws EventFormatException {
        if (head.event().equals(EventStates.FILE_DIFF)) {
            return TextHash.of(
                    OWN_FILE.matcher(ResultText.plain(line.shown()).strip()).replaceAll("$1"));
        }
        if (!EventStates.isFailure(state) || !head.isResult()) {
            return -1;
        }
        String message = ResultText.headline(line.tree().path("event_data").path("res"));
        String template = Messages.without(orEmpty(head.host()), message);
        Integer known = messages.get(template);
        if (known == null) {
            known = messagesWritten++;
            messages.put(template, known);
            name(IndexFormat.MESSAGE, known, IndexNames.bytes(template));
        }
        return known;
    }

    private void name(byte what, int number, byte[] json) {
        ByteBuffer record = records.begin(IndexFormat.NAME_SIZE + json.length);
        record.put(IndexFormat.NAME).put(what).putShort((short) 0).putInt(number);
        record.putInt(json.length).put(json);
        records.end();
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
