package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Plays a run: records its events as the recorder does and hands them over as the runner does. */
public final class RecordedRun {

    public static final String IDENT = "run-1";

    private final Path directory;
    private final String padding;
    private final List<String> keys = new ArrayList<>();
    private long counter;

    public RecordedRun(Path directory) throws IOException {
        this(directory, "");
    }

    public RecordedRun(Path directory, String padding) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.padding = padding;
    }

    public Path directory() {
        return directory;
    }

    /** The keys of all messages that a receiver must have in the end, in order. */
    public List<String> keys() {
        return keys;
    }

    public void status(RunDelivery delivery, RunStatus status) {
        keys.add(IDENT + "-" + status.wireName());
        delivery.status(
                status == RunStatus.STARTING
                        ? new StatusEvent(
                                status, IDENT, List.of("ansible-playbook", "site.yml"), Map.of("A", "b"), "/p")
                        : StatusEvent.of(status, IDENT));
    }

    public void events(RunDelivery delivery, int count) throws IOException {
        try (OutputStream out = Files.newOutputStream(
                directory.resolve("events.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < count; i++) {
                out.write(next());
                delivery.recorded(counter);
            }
        }
    }

    private byte[] next() {
        counter++;
        String uuid = "uuid-" + counter;
        keys.add(uuid);
        return event(counter, padding).getBytes(StandardCharsets.UTF_8);
    }

    public static String event(long counter, String padding) {
        return ("{\"uuid\":\"uuid-%d\",\"counter\":%d,\"event\":\"%s\",\"runner_ident\":\"run-1\",\"stdout\":\"%s\","
                        + "\"created\":\"2026-01-01T00:00:00+00:00\",\"event_data\":{\"host\":\"%s\"}}\n")
                .formatted(
                        counter,
                        counter,
                        counter % 5 == 0 ? "runner_on_failed" : "runner_on_ok",
                        padding,
                        host(counter));
    }

    /** The keys of each host in their order; those of statuses for themselves. */
    public static Map<String, List<String>> byHost(List<String> keys) {
        return keys.stream().collect(Collectors.groupingBy(RecordedRun::host));
    }

    private static String host(String key) {
        return key.startsWith("uuid-") ? host(Long.parseLong(key.substring(5))) : "";
    }

    private static String host(long counter) {
        return "web" + counter % 3;
    }

    /** Starting, running, events, successful. */
    public void playAll(RunDelivery delivery, int events) throws IOException {
        begin(delivery);
        events(delivery, events);
        status(delivery, RunStatus.SUCCESSFUL);
    }

    public void begin(RunDelivery delivery) {
        status(delivery, RunStatus.STARTING);
        status(delivery, RunStatus.RUNNING);
    }
}
