package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that draws the reports of a long run in little memory; for {@link LongRunReportsTest}. */
final class LongRunReports {

    static final int HOSTS = 400;
    static final int TASKS = 150;

    private LongRunReports() {}

    public static void main(String[] args) throws IOException {
        RunDirectory run = RunDirectory.in(Path.of(args[0]), "run");
        run.create();
        String template = new Events()
                .ok("HOST", true)
                .lines()
                .get(0)
                .toJson()
                .replace("\"counter\":1,", "\"counter\":COUNTER,")
                .replace("task-0", "task-TASK")
                .replace("\"changed\":true", "\"changed\":true,\"stdout\":\"" + "x".repeat(500) + "\"");
        try (BufferedWriter out = Files.newBufferedWriter(run.events())) {
            for (int i = 0; i < HOSTS * TASKS; i++) {
                out.write(template.replace("COUNTER", Integer.toString(i + 1))
                        .replace("HOST", "host" + i % HOSTS)
                        .replace("TASK", Integer.toString(i / HOSTS)));
                out.write('\n');
            }
        }
        RunReports.redraw(run);
    }
}
