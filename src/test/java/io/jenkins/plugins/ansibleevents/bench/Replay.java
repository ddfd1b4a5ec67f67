package io.jenkins.plugins.ansibleevents.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRecorder;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Replays a recorded stream of events as a run handles them: redact, parse, append to {@code events.jsonl} with its
 * hash, count in the recap. Every size is measured after the same warm-up of {@value #WARM_UP} events. {@code Replay EVENTS_FILE COUNT}: the lines of the file over and over, renumbered, until there are COUNT;
 * prints {@code COUNT events/s heap-MB}.
 */
final class Replay {

    /** Two passwords, as a run with a become and a vault password has. */
    private static final List<Secret> SECRETS = List.of(Secret.of("correct horse"), Secret.of("Tr0ub4dor&3"));

    private static final int WARM_UP = 300_000;

    private final Redactor redactor = Redactor.of(SECRETS);
    private final List<byte[]> fronts = new ArrayList<>();
    private final List<byte[]> backs = new ArrayList<>();

    /** Read at the end, so that the recap is not optimised away. */
    private int hosts;

    private Replay(Path recorded) throws IOException {
        var mapper = new ObjectMapper();
        try (Stream<String> lines = Files.lines(recorded)) {
            for (String line : lines.toList()) {
                ObjectNode event = (ObjectNode) mapper.readTree(line);
                event.remove("counter");
                fronts.add("{\"counter\":".getBytes(StandardCharsets.UTF_8));
                backs.add(("," + event.toString().substring(1)).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    public static void main(String[] args) throws IOException {
        var replay = new Replay(Path.of(args[0]));
        int count = Integer.parseInt(args[1]);
        replay.run(WARM_UP);
        // Processor time, not wall time: what one core can do, also while others use it.
        long started = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        replay.run(count);
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - started) / 1e9;
        if (replay.hosts == 0) {
            throw new IllegalStateException(args[0] + " has no results of hosts: record another run");
        }
        System.out.printf(Locale.ROOT, "%d %.0f %d%n", count, count / seconds, peakHeap() >> 20);
    }

    private void run(int count) throws IOException {
        Path directory = Files.createTempDirectory("replay");
        RunDirectory run = RunDirectory.in(directory, "run");
        run.create();
        var recap = new RecapBuilder();
        try (RunRecorder recorder = RunRecorder.open(run, RunReports::draw, System.err::println)) {
            for (int counter = 1; counter <= count; counter++) {
                EventLine event = EventLine.parse(redactor.redact(line(counter)));
                recorder.event(event);
                recap.add(event);
            }
            hosts = recap.end().hosts().size();
        } finally {
            delete(directory);
        }
    }

    private byte[] line(int counter) {
        byte[] front = fronts.get(counter % fronts.size());
        byte[] number = Integer.toString(counter).getBytes(StandardCharsets.US_ASCII);
        byte[] back = backs.get(counter % backs.size());
        byte[] line = new byte[front.length + number.length + back.length];
        System.arraycopy(front, 0, line, 0, front.length);
        System.arraycopy(number, 0, line, front.length, number.length);
        System.arraycopy(back, 0, line, front.length + number.length, back.length);
        return line;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
