package io.jenkins.plugins.ansibleevents.bench;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRecorder;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Records a long run that never was, with events of the usual size, for measurements of what is drawn from it: {@code LongRun
 * DIRECTORY HOSTS TASKS}. Of a thousand hosts one fails, one cannot be reached, and ten show the same diff in each tenth task.
 */
final class LongRun {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final OffsetDateTime START = OffsetDateTime.of(2026, 3, 1, 4, 0, 0, 0, ZoneOffset.UTC);

    private static final String ENVELOPE =
            "{\"counter\":%d,\"start_line\":%d,\"end_line\":%d,\"runner_ident\":\"long\","
                    + "\"uuid\":\"00000000-0000-4000-8000-%012d\",\"event\":\"%s\",\"pid\":4711,\"created\":\"%s+00:00\","
                    + "\"parent_uuid\":\"10000000-0000-4000-8000-%012d\",\"stdout\":\"%s\",\"event_data\":{\"playbook\":\"site.yml\","
                    + "\"playbook_uuid\":\"20000000-0000-4000-8000-000000000001\",\"play\":\"Every machine\","
                    + "\"play_uuid\":\"30000000-0000-4000-8000-000000000001\",\"play_pattern\":\"all\",%s}}";
    private static final String OF_TASK =
            "\"task\":\"Configure part %d\",\"task_uuid\":\"10000000-0000-4000-8000-%012d\","
                    + "\"task_action\":\"ansible.builtin.template\",\"resolved_action\":\"ansible.builtin.template\",\"task_args\":\"\","
                    + "\"task_path\":\"/srv/ansible/roles/base/tasks/main.yml:%d\",\"role\":\"base\"";

    private final RunRecorder recorder;
    private int counter;
    private int line;

    private LongRun(RunRecorder recorder) {
        this.recorder = recorder;
    }

    public static void main(String[] args) throws IOException {
        RunDirectory run = RunDirectory.in(Path.of(args[0]), "long");
        run.create();
        int hosts = Integer.parseInt(args[1]);
        int tasks = Integer.parseInt(args[2]);
        try (RunRecorder recorder = RunRecorder.open(run, (directory, manifest, files) -> {}, System.err::println)) {
            var command = List.of("ansible-playbook", "-f", "50", "site.yml");
            recorder.status(new StatusEvent(RunStatus.STARTING, "long", command, Map.of(), "/srv/ansible"));
            recorder.status(StatusEvent.of(RunStatus.RUNNING, "long"));
            var writer = new LongRun(recorder);
            writer.event("playbook_on_start", 0, "", "\"uuid\":\"x\"");
            writer.event("playbook_on_play_start", 0, "PLAY [Every machine]", "\"name\":\"Every machine\"");
            for (int task = 0; task < tasks; task++) {
                writer.task(task, hosts);
            }
            recorder.status(StatusEvent.of(RunStatus.FAILED, "long"));
            var outcome = new RunOutcome(RunOutcome.Kind.HOSTS_FAILED, "tasks failed on hosts");
            recorder.finish(
                    new RunResult("long", RunStatus.FAILED, 2, outcome, writer.counter, Duration.ofMinutes(10)));
        }
    }

    private void task(int task, int hosts) throws IOException {
        String data = String.format(OF_TASK, task, task, 10 + 7 * task);
        event(
                "playbook_on_task_start",
                task,
                "TASK [base : Configure part " + task + "]",
                data + ",\"is_conditional\":false");
        for (int host = 0; host < hosts; host++) {
            if (task == 0 || !isBad(host)) {
                event("runner_on_start", task, "", data + ",\"host\":\"web" + host + ".example.org\"");
            }
        }
        for (int host = 0; host < hosts; host++) {
            if (task == 0 || !isBad(host)) {
                result(task, host, data + ",\"host\":\"web" + host + ".example.org\"");
            }
        }
    }

    private static boolean isBad(int host) {
        return host % 1_000 < 2;
    }

    private void result(int task, int host, String data) throws IOException {
        String name = "web" + host + ".example.org";
        String times =
                data + ",\"remote_addr\":\"10.0.0." + host % 250 + "\",\"start\":\"2026-03-01T04:00:00.000000+00:00\","
                        + "\"end\":\"2026-03-01T04:00:01.000000+00:00\",\"duration\":" + (0.5 + host % 100 / 100.0)
                        + ",\"event_loop\":null,\"res\":";
        if (host % 1_000 == 0) {
            event(
                    "runner_on_failed",
                    task,
                    "fatal: [" + name + "]: FAILED!",
                    times
                            + "{\"changed\":false,\"msg\":\"AnsibleUndefinedVariable: 'part' is undefined on " + name
                            + "\",\"_ansible_no_log\":null},\"ignore_errors\":null");
        } else if (host % 1_000 == 1) {
            event(
                    "runner_on_unreachable",
                    task,
                    "fatal: [" + name + "]: UNREACHABLE!",
                    times
                            + "{\"changed\":false,\"unreachable\":true,\"msg\":\"Failed to connect to the host via ssh: ssh: connect to"
                            + " host " + name + " port 22: Connection timed out\"}");
        } else {
            changed(task, host, name, data, times);
        }
    }

    private void changed(int task, int host, String name, String data, String times) throws IOException {
        boolean changed = task % 10 == 0 && host % 100 == 7;
        if (changed) {
            event(
                    "runner_on_file_diff",
                    task,
                    "--- before\\r\\n+++ after\\r\\n@@ -1 +1 @@\\r\\n-old\\r\\n+new",
                    data + ",\"diff\":[{\"before\":\"old\",\"after\":\"new\"}]");
        }
        String rest = "{\"changed\":" + changed + ",\"dest\":\"/etc/part-" + task
                + ".conf\",\"mode\":\"0644\",\"owner\":\"root\","
                + "\"group\":\"root\",\"uid\":0,\"gid\":0,\"size\":1733,\"state\":\"file\",\"checksum\":\""
                + "0123456789".repeat(4)
                + "\",\"diff\":[],\"invocation\":{\"module_args\":{\"src\":\"part.conf.j2\",\"dest\":\"/etc/part-"
                + task
                + ".conf\",\"mode\":\"0644\",\"owner\":\"root\",\"group\":\"root\",\"force\":true,\"follow\":false}}}";
        event("runner_on_ok", task, (changed ? "changed: [" : "ok: [") + name + "]", times + rest);
    }

    private void event(String type, int task, String shown, String data) throws IOException {
        counter++;
        String created = TIME.format(START.plusNanos(counter * 500_000L));
        int end = shown.isEmpty() ? line : line + 1;
        String json = String.format(ENVELOPE, counter, line, end, counter, type, created, task, shown, data);
        line = end;
        try {
            recorder.event(EventLine.parse(json.getBytes(StandardCharsets.UTF_8)));
        } catch (EventFormatException e) {
            throw new IOException(json, e);
        }
    }
}
