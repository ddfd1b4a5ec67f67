package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The result of one run of a project.
 *
 * @param rc exit code
 * @param events in the order of their counters
 * @param text the display text; empty for ansible-runner
 * @param notices the notices to an operator
 */
record ParityRun(int rc, List<ObjectNode> events, String text, List<String> notices) {

    static final String IDENT = "parity";
    static final RunHost HOST = new LocalRunHost();

    /** Runs the real ansible-runner. */
    static ParityRun real(AnsibleInstallation ansible, ParityProject project, Path privateData)
            throws IOException, InterruptedException {
        project.copyTo(privateData);
        var command = new ArrayList<>(
                List.of(ansible.bin().resolve("ansible-runner").toString(), "run", privateData.toString()));
        command.addAll(project.whatToRun());
        command.addAll(List.of("--ident", IDENT, "-q"));
        Process process = start(command, privateData, ansible.environment());
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int rc = exit(process);
        if (!Files.exists(privateData.resolve("artifacts/parity/rc"))) {
            throw new IOException("ansible-runner did not run " + project.name() + ": " + said);
        }
        return new ParityRun(rc, jobEvents(privateData), "", List.of());
    }

    /** Runs the same command with our callback. */
    static ParityRun ours(AnsibleInstallation ansible, ParityProject project, Path realData, Path privateData)
            throws IOException, InterruptedException {
        project.copyTo(privateData);
        JsonNode real = ParityProject.JSON.readTree(Files.readString(realData.resolve("artifacts/parity/command"))
                .replace(realData.toString(), privateData.toString()));
        var command = new ArrayList<String>();
        real.path("command").forEach(argument -> command.add(argument.asText()));
        command.set(0, ansible.bin().resolve(command.get(0)).toString());
        Path secrets = Files.createDirectories(privateData.resolve("private"));
        CallbackPlugin callback = CallbackPlugin.install(HOST, secrets.toString());
        Path cwd = Path.of(real.path("cwd").asText());
        Process process = start(command, cwd, environment(ansible, project, callback, cwd));
        var recorded = new RecordedRun();
        assemble(process, callback, project.capture(), recorded);
        return new ParityRun(exit(process), trees(recorded), recorded.output(), recorded.notices);
    }

    private static Map<String, String> environment(
            AnsibleInstallation ansible, ParityProject project, CallbackPlugin callback, Path cwd) {
        var environment = new HashMap<>(ansible.environment());
        // The variables that ansible-runner sets besides its own callback.
        environment.putAll(Map.of("ANSIBLE_RETRY_FILES_ENABLED", "False", "ANSIBLE_HOST_KEY_CHECKING", "False"));
        environment.putAll(project.variables());
        environment.putAll(callback.environment(HOST, environment, cwd.toString(), project.capture()));
        return environment;
    }

    /** Hands all output of a process to an assembler, until the process ends. */
    static void assemble(Process process, CallbackPlugin callback, CaptureOptions options, RecordedRun recorded)
            throws IOException {
        var assembler = new EventAssembler(IDENT, Redactor.none(), options, callback.nonce(), recorded);
        byte[] buffer = new byte[4096];
        try (InputStream out = process.getInputStream();
                var record = new RandomAccessFile(callback.rawEvents(), "r")) {
            for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
                assembler.output(buffer, 0, n);
                tail(record, assembler);
            }
            tail(record, assembler);
        }
        assembler.end();
    }

    private static void tail(RandomAccessFile record, EventAssembler assembler) throws IOException {
        byte[] buffer = new byte[1000];
        // Up to its length: a device such as /dev/full has none, and no end either.
        long end = record.length();
        while (record.getFilePointer() < end) {
            assembler.rawEvents(buffer, 0, record.read(buffer));
        }
    }

    static Process start(List<String> command, Path cwd, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(command).directory(cwd.toFile()).redirectErrorStream(true);
        builder.redirectInput(new java.io.File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static int exit(Process process) throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("a run did not end");
        }
        return process.exitValue();
    }

    static List<ObjectNode> jobEvents(Path privateData) throws IOException {
        try (Stream<Path> files = Files.list(privateData.resolve("artifacts/parity/job_events"))) {
            var events = new ArrayList<ObjectNode>();
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                events.add((ObjectNode) ParityProject.JSON.readTree(file.toFile()));
            }
            events.sort(Comparator.comparingLong(event -> event.path("counter").asLong()));
            return events;
        }
    }

    private static List<ObjectNode> trees(RecordedRun recorded) throws IOException {
        var events = new ArrayList<ObjectNode>();
        for (EventLine event : recorded.events) {
            events.add(event.tree());
        }
        return events;
    }
}
