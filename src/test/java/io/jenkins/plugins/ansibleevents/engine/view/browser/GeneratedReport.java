package io.jenkins.plugins.ansibleevents.engine.view.browser;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Reports of runs that never were. */
final class GeneratedReport {

    private static final int AT_ONCE = 50;

    private GeneratedReport() {}

    /** The report of these events. */
    static Path of(Events events, Path directory) throws IOException {
        events.in(directory);
        return draw(directory, "failed");
    }

    /** The report of these events of a run that was killed before its end. */
    static Path unfinished(Events events, Path directory) throws IOException {
        events.in(directory);
        return draw(directory, "running");
    }

    private static Path draw(Path directory, String status) throws IOException {
        Files.writeString(directory.resolve("status"), status);
        RunReports.redraw(new RunDirectory(directory));
        return directory.resolve("report.html");
    }

    /** A run in which some tasks change something, some are skipped, and every 97th host fails in the middle. */
    static Path of(int hosts, int tasks, Path directory) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("events.jsonl"))) {
            var run = new Generator(out);
            run.event("playbook_on_start", "\"playbook\":\"large.yml\"", 0, "");
            for (int task = 0; task < tasks; task++) {
                run.task(task, hosts, tasks);
            }
            run.event("playbook_on_stats", "\"failures\":{}", 0, "");
        }
        return draw(directory, "failed");
    }

    private static final class Generator {

        private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

        private final BufferedWriter out;
        private int counter;
        private long now;

        Generator(BufferedWriter out) {
            this.out = out;
        }

        void task(int task, int hosts, int tasks) throws IOException {
            String play = "\"play\":\"Play " + task / 40 + "\",\"play_uuid\":\"play-" + task / 40 + "\"";
            if (task % 40 == 0) {
                event("playbook_on_play_start", play, now, "");
            }
            String name = play + ",\"task\":\"Task " + task + " of the run\",\"task_uuid\":\"task-" + task
                    + "\",\"task_path\":\"/srv/site.yml:" + (task + 1)
                    + "\",\"task_action\":\"ansible.builtin.command\"";
            event("playbook_on_task_start", name, now, "");
            for (int host = 0; host < hosts; host++) {
                if (host % 97 != 96 || task <= tasks / 2) {
                    result(task, host, name + ",\"host\":\"host" + host + ".example.com\"", tasks);
                }
            }
            now += hosts / AT_ONCE * 300L;
        }

        private void result(int task, int host, String data, int tasks) throws IOException {
            long begin = now + host / AT_ONCE * 300L;
            event("runner_on_start", data, begin, "");
            boolean fails = host % 97 == 96 && task == tasks / 2;
            String type = fails ? "failed" : (task * 31 + host) % 11 == 0 ? "skipped" : "ok";
            boolean changed = !fails && (task * 7 + host) % 13 == 0;
            String res = fails
                    ? "{\"msg\":\"non-zero return code\",\"rc\":1,\"stderr\":\"the disk of host" + host
                            + ".example.com is full\"}"
                    : "{\"changed\":" + changed + "}";
            event(
                    "runner_on_" + type,
                    data + ",\"duration\":0.25,\"res\":" + res,
                    begin + 250,
                    type + ": [host" + host + "]");
        }

        void event(String type, String data, long at, String stdout) throws IOException {
            counter++;
            out.write("{\"uuid\":\"" + counter + "\",\"counter\":" + counter + ",\"stdout\":\"" + stdout
                    + "\",\"start_line\":" + counter + ",\"end_line\":" + counter
                    + ",\"runner_ident\":\"large\",\"event\":\"" + type + "\",\"pid\":1,\"created\":\""
                    + START.plusMillis(at) + "\",\"parent_uuid\":\"\",\"event_data\":{" + data + "}}\n");
        }
    }
}
