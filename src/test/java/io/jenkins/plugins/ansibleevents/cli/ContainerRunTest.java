package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.runner.EngineHere;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a real podman; after each no container is left, and no private directory. {@link DockerRunTest} is its twin. */
class ContainerRunTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    /** Tries what would lead the program outside elsewhere, and counts what has worked. */
    static final String REPLACING = """
                - ansible.builtin.set_fact: {colour: blue, cacheable: true}
                - ansible.builtin.shell: |
                    replaced=0 written=0
                    artifacts=HOME/artifacts record=HOME/artifacts/IDENT
                    for place in $artifacts $record $record/facts $record/job_events HOME/env HOME/delivery HOME/project; do
                      mv $place $place.x && ln -s FOREIGN $place && replaced=$((replaced + 1))
                      umount -l $place
                      rmdir $place
                    done
                    for file in stdout stderr command status pid events.jsonl events.index.v1; do
                      rm $record/$file || mv $record/$file HOME/$file || ln $record/$file HOME/$file &&
                        ln -s FOREIGN/secret $record/$file && replaced=$((replaced + 1))
                    done
                    for file in rc recap.json report.html junit.xml manifest.json delivery.json .rc.tmp; do
                      ln -s FOREIGN/secret $record/$file && replaced=$((replaced + 1))
                      mkfifo $record/$file && replaced=$((replaced + 1))
                    done
                    ln -s FOREIGN $artifacts/next && replaced=$((replaced + 1))
                    for place in $artifacts/x $record/x $record/status HOME/env/settings HOME/env/cmdline HOME/delivery/x; do
                      echo "process_isolation: false" >>$place && written=$((written + 1))
                    done
                    echo "replaced=$replaced written=$written"
                  register: tried
                  run_once: true
                - ansible.builtin.debug: {var: tried.stdout}
                  run_once: true
            """;

    private static final String SECRET = "s3cret of env/envvars";

    @TempDir
    Path directory;

    private final String ident = "c-" + UUID.randomUUID();
    private final String program = program();
    private EngineHere engine;
    private CommandRun command;
    private boolean nobodyCleansUp;

    String program() {
        return "podman";
    }

    @BeforeEach
    void prepare() throws Exception {
        engine = EngineHere.need(program);
        command = new CommandRun(directory.resolve("pdd"));
        engine.environment().forEach(command::environment);
        Files.createDirectory(directory.resolve("private"));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (engine == null) {
            return; // no container can be run here
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(engine.containers(ident)).isEmpty());
        if (!nobodyCleansUp) {
            await().atMost(LONG).untilAsserted(() -> assertThat(directory.resolve("private"))
                    .isEmptyDirectory());
        }
    }

    private String[] isolated(String... more) {
        var words = new ArrayList<>(List.of("-p", "site.yml", "--process-isolation"));
        words.addAll(
                List.of("--process-isolation-path", directory.resolve("private").toString()));
        if (!List.of(more).contains("--process-isolation-executable")) {
            words.addAll(List.of("--process-isolation-executable", program));
        }
        if (!List.of(more).contains("--container-image")) {
            words.addAll(List.of("--container-image", engine.image()));
        }
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private Process start(String... more) throws IOException {
        return command.startAs(ident, isolated(more));
    }

    /** One more run of the same directory. */
    private Result again(String... more) throws IOException, InterruptedException {
        return command.end(command.startAs(ident + "-" + UUID.randomUUID(), isolated(more)));
    }

    private Result run(String... more) throws IOException, InterruptedException {
        return command.end(start(more));
    }

    private String artifact(String name) throws IOException {
        return Files.readString(command.artifacts().resolve(ident).resolve(name));
    }

    private String facts(String host) throws IOException {
        return Files.readString(
                CommandRun.factsIn(command.artifacts().resolve(ident).resolve("facts"), host));
    }

    @Test
    void filesVariablesFactsAndDisplayAreAsWithoutAContainer() throws Exception {
        command.file("project/group_vars/all.yml", "beside: seen\n");
        command.file("env/extravars", "extra: given\n");
        command.file("env/envvars", "NEAR: \"two\\nlines, ü\"\n");
        command.file("env/settings", "fact_cache: facts\n");
        Path outside = Files.writeString(directory.resolve("more.yml"), "more: {'from': 'outside'}\n");
        command.playbook("""
                    - ansible.builtin.set_fact: {colour: blue, cacheable: true}
                    - ansible.builtin.debug:
                        msg: "{{ beside }} {{ extra }} {{ more.from }} {{ lookup('env', 'NEAR') }} {{ lookup('env', 'HOME') is directory }}"
                    - ansible.builtin.copy: {content: "{{ playbook_dir }}", dest: "/runner/written"}
                      run_once: true
                """);

        Result result = run("-e", "@" + outside);

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("\"msg\": \"seen given outside two\\nlines, ü True\"", "one  ");
        Path written = command.home().resolve("written");
        assertThat(written).hasContent("/runner/project");
        assertThat(Files.getOwner(written)).isEqualTo(Files.getOwner(command.home()));
        assertThat(facts("one")).contains("blue");
        assertThat(artifact("command"))
                .contains("\"" + program + "\", \"run\"", "\"/runner/inventory\"", "\"cwd\" : \"/runner/project\"");
    }

    @Test
    void promptsAreAnsweredInside() throws Exception {
        command.file("env/passwords", "'Which colour.*': green\n");
        command.file("project/site.yml", """
                - hosts: all
                  gather_facts: false
                  vars_prompt: [{name: colour, prompt: Which colour, private: true}]
                  tasks:
                    - ansible.builtin.debug: {msg: "{{ colour | upper }}"}
                """);

        Result result = run();

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("GREEN");
    }

    @Test
    void whatIsMountedToBeReadIsNotWritten() throws Exception {
        Path given = Files.createDirectory(directory.resolve("a given, place"));
        Files.writeString(given.resolve("word"), "read\n");
        command.playbook("""
                    - ansible.builtin.command: cat /given/word
                    - ansible.builtin.shell: echo >/given/written
                """);

        Result result = run("--container-volume-mount", given + ":/given:ro", "-v");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("\"stdout\": \"read\"").containsIgnoringCase("read-only file system");
        assertThat(given.resolve("written")).doesNotExist();
    }

    @Test
    void nothingCanBePutInThePlaceOfTheRecordOrOfItsDirectory() throws Exception {
        Path foreign = foreignRuns();
        command.file("env/settings", "fact_cache: facts\n");
        command.playbook(
                REPLACING.replace("HOME", "/runner").replace("IDENT", ident).replace("FOREIGN", foreign.toString()));

        Result result = run("--rotate-artifacts", "1", "--job-events");

        assertThat(result.out()).as(result.err()).contains("replaced=0 written=0");
        assertThat(result.exitCode()).isZero();
        assertThat(command.home().resolve("env/settings")).hasContent("fact_cache: facts");
        assertThat(foreign.resolve("theirs/status")).hasContent("successful");
        assertThat(foreign).isDirectoryNotContaining("glob:**/{rc,status,.rc.tmp,*.json}");
        assertThat(command.artifacts()).isDirectoryContaining("glob:**" + ident);
        assertThat(Manifest.verify(command.artifacts().resolve(ident)).findings())
                .isEmpty();
        assertThat(artifact("status")).isEqualTo("successful");
        assertThat(facts("one")).contains("blue");
    }

    @Test
    void settingsAndMessagesThatAreNotThereYetAreNotMadeByAPlaybook() throws Exception {
        command.playbook("""
                    - ansible.builtin.shell: |
                        for place in env delivery; do
                          mkdir -p /runner/$place && echo x >/runner/$place/settings && echo planted
                        done
                        true
                      register: tried
                    - ansible.builtin.debug: {msg: "planted {{ tried.stdout_lines | length }}"}
                """);

        Result result = run();

        assertThat(result.out()).as(result.err()).contains("planted 0");
        assertThat(command.home().resolve("env")).isEmptyDirectory();
        assertThat(command.home().resolve("delivery")).isEmptyDirectory();
    }

    @Test
    void aMountOfADirectoryAboveIsNoWayToTheRecordTheSettingsOrTheScriptOfTheRun() throws Exception {
        command.file("env/settings", "fact_cache: facts\n");
        command.playbook("""
                    - ansible.builtin.shell: |
                        cd /all/pdd
                        changed=0
                        for place in artifacts artifacts/IDENT env delivery; do
                          mv $place $place.x && changed=$((changed + 1))
                          echo x >$place/mine && changed=$((changed + 1))
                        done
                        for script in /all/private/*/launch.sh /all/private/*/isolation; do
                          cat $script && changed=$((changed + 1))
                        done
                        echo free >/all/free
                        echo "changed=$changed"
                      register: tried
                      run_once: true
                    - ansible.builtin.debug: {var: tried.stdout}
                """.replace("IDENT", ident));

        Result result = run("--container-volume-mount", directory + ":/all");

        assertThat(result.out()).as(result.err()).contains("changed=0");
        assertThat(result.exitCode()).isZero();
        assertThat(directory.resolve("free")).hasContent("free");
        assertThat(Manifest.verify(command.artifacts().resolve(ident)).findings())
                .isEmpty();
    }

    @Test
    void aMountInThePlaceOfTheSettingsStaysAsItWasAskedFor() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        command.playbook("    - ansible.builtin.shell: echo x >/runner/env/written\n");

        Result result = run("--container-volume-mount", other + ":/runner/env");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(other.resolve("written")).hasContent("x");
    }

    @Test
    void aFactCacheInTheRecordItselfIsRefused() throws Exception {
        command.file("env/settings", "fact_cache: .\n");
        command.playbook("    - ansible.builtin.ping:\n");

        Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(command.artifacts()).doesNotExist();
        assertThat(result.err()).contains("would have files of the record in it; name a directory of its own");
    }

    /** The runs of another project, of which only one would stay. */
    private Path foreignRuns() throws IOException {
        Path foreign = directory.resolve("foreign");
        for (String run : List.of("theirs", "older")) {
            Files.writeString(Files.createDirectories(foreign.resolve(run)).resolve("status"), "successful");
        }
        return foreign;
    }

    @Test
    void withoutAHomeThatCanBeWrittenAnsibleGetsOneForTheRun() throws Exception {
        command.playbook("    - ansible.builtin.debug: {msg: \"in {{ lookup('env', 'HOME') }}\"}\n");

        Result result = run("--container-option=--read-only", "--container-option=--tmpfs=/tmp");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("\"msg\": \"in /tmp/");
    }

    @Test
    void noSecretIsInWhatTheEngineTellsOrOnACommandLine() throws Exception {
        command.file("env/envvars", "HIDDEN: " + SECRET + "\n");
        command.playbook("""
                    - ansible.builtin.debug: {msg: "{{ lookup('env', 'HIDDEN') | length }} {{ word | length }}"}
                    - ansible.builtin.command: touch /runner/in-{{ inventory_hostname }}
                    - ansible.builtin.wait_for: {path: /runner/go}
                """);
        Process process = start("-e", "word='s3cret of -e'");
        await().atMost(LONG).until(() -> Files.exists(command.home().resolve("in-two")));

        String told = engine.say("inspect", engine.containers(ident).get(0)) + engine.say("history", engine.image());
        String lines = commandLines();
        command.file("go", "");

        Result result = command.end(process);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("\"msg\": \"" + SECRET.length() + " 12\"");
        assertThat(told).contains(ident).doesNotContain("HIDDEN", SECRET, "s3cret of -e");
        assertThat(lines).contains(ident).doesNotContain(SECRET, "s3cret of -e");
    }

    /** Of all processes but the command of the test itself, which has been given the secret. */
    private static String commandLines() throws IOException {
        var lines = new StringBuilder();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                    lines.append(line.contains(AnsibleEvents.class.getName()) ? "" : line);
                } catch (IOException e) {
                    continue; // it has ended meanwhile
                }
            }
        }
        return lines.toString();
    }

    @Test
    void keyIsInAnAgentInside() throws Exception {
        Path key = command.home().resolve("env/ssh_key");
        Files.createDirectories(key.getParent());
        Process keygen = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", "pass12", "-C", "ours", "-f", key.toString())
                .start();
        assertThat(keygen.waitFor()).isZero();
        command.file("env/passwords", "'Enter passphrase for .*': pass12\n");
        command.playbook("    - ansible.builtin.debug: {msg: \"{{ lookup('pipe', 'ssh-add -l') }}\"}\n");

        Result result = run();

        assertThat(result.out()).as(result.err()).containsPattern("SHA256:\\S+ ours \\(ED25519\\)");
    }

    @Test
    void loginOfTheRegistryReachesItAndNobodyElse() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(exchange.getRequestURI() + " " + login);
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
            exchange.sendResponseHeaders(login == null ? 401 : 404, -1);
            exchange.close();
        });
        registry.start();
        try {
            String host = "localhost:" + registry.getAddress().getPort();
            command.file(
                    "env/settings",
                    "container_auth_data: {host: '" + host
                            + "', username: reader, password: r3gpass, verify_ssl: false}\n");
            command.playbook("    - ansible.builtin.ping:\n");

            Result result = run("--container-image", host + "/team/ansible:1");

            assertThat(asked).contains("/v2/team/ansible/manifests/1 Basic cmVhZGVyOnIzZ3Bhc3M=");
            assertThat(result.out() + result.err() + artifact("command") + artifact("events.jsonl"))
                    .contains("where the run takes place, this must work: " + program + " pull " + host)
                    .doesNotContain("r3gpass", "cmVhZGVyOnIzZ3Bhc3M");
        } finally {
            registry.stop(0);
        }
    }

    /** @param trap what the module does on each host when it is told to stop */
    private Process startWaiting(String trap) throws Exception {
        command.playbook("    - ansible.builtin.shell: \"" + trap
                + "; touch /runner/in-{{ inventory_hostname }}; sleep 600 & while :; do wait; done\"\n");
        Process process = start();
        await().atMost(LONG)
                .until(() -> Files.exists(command.home().resolve("in-one"))
                        && Files.exists(command.home().resolve("in-two")));
        return process;
    }

    @Test
    void aCancelledRunEndsInsideWithItsGraceAndKeepsItsRecord() throws Exception {
        Process process = startWaiting("trap 'sleep 1; touch /runner/told-{{ inventory_hostname }}; exit' TERM");

        process.destroy();

        assertThat(command.end(process).exitCode()).isEqualTo(254);
        assertThat(artifact("status")).isEqualTo("canceled");
        assertThat(command.home().resolve("told-one")).exists();
        assertThat(command.home().resolve("told-two")).exists();
    }

    @Test
    void aTimeoutEndsAContainerThatIsBeingMade() throws Exception {
        command.playbook("    - ansible.builtin.command: sleep 600\n");

        Result result = run("--job-timeout", "2s");

        assertThat(result.exitCode()).isEqualTo(254);
        assertThat(artifact("status")).isEqualTo("timeout");
    }

    /** Kills what waits inside for the end of the run, so that nobody reads the pipe, and fills it. */
    static final String DEAF = """
                - ansible.builtin.copy:
                    dest: HOME/fill.py
                    content: |
                      import os, sys
                      pipe = os.open(sys.argv[1], os.O_RDWR | os.O_NONBLOCK)
                      try:
                          while True: os.write(pipe, b"x")
                      except BlockingIOError:
                          open("HOME/deaf", "w")
                  run_once: true
                - ansible.builtin.shell: |
                    trap '' TERM
                    life=$(grep -o '/[^ ]*ansible-events-[0-9]*/life' /proc/self/mountinfo | tail -n 1)
                    for process in /proc/[0-9]*; do
                      id=${process#/proc/}
                      [ $id = 1 ] || ! ls -l $process/fd | grep -q /life || kill -KILL $id
                    done
                    truncate -s 100G ${life%life}state
                    python3 HOME/fill.py $life
                    sleep 600
                  run_once: true
            """;

    @Test
    void aPlaybookThatKillsWhoeverWouldTellItToStopIsEndedAllTheSame() throws Exception {
        command.playbook(DEAF.replace("HOME", "/runner"));
        Process process = start();
        await().atMost(LONG).until(() -> Files.exists(command.home().resolve("deaf")));

        process.destroy();

        assertThat(command.end(process).exitCode()).isNotZero();
        assertThat(engine.containers(ident)).isEmpty();
    }

    @Test
    void aKilledProcessLeavesNoContainer() throws Exception {
        Process process = startWaiting("trap 'exit' TERM");

        process.destroyForcibly();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(engine.containers(ident)).isEmpty());
    }

    @Test
    void whenEverythingOfTheRunIsKilledOnTheMachineTheContainerEndsItself() throws Exception {
        Process process = startWaiting("trap '' TERM");

        ProcessHandle.allProcesses().filter(this::isOutside).forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(engine.containers(ident)).isEmpty());
        nobodyCleansUp = true;
    }

    @Test
    void aContainerThatComesAfterEverythingOutsideWasKilledEndsItself() throws Exception {
        Path slow = Files.createDirectory(directory.resolve("slow")).resolve(program);
        Files.writeString(slow, """
                #!/bin/sh
                [ "$1" != run ] || { touch %1$s/asked; until [ -e %1$s/go ]; do sleep 0.1; done; }
                exec %2$s "$@"
                """.formatted(directory, program));
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        command.playbook("    - ansible.builtin.command: sleep 600\n");
        Process process = start("--process-isolation-executable", slow.toString());
        await().atMost(LONG).until(() -> Files.exists(directory.resolve("asked")));

        ProcessHandle.allProcesses().filter(this::isSupervisor).forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        nobodyCleansUp = true;
        Files.createFile(directory.resolve("go"));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(engine.containers(ident)).isNotEmpty());
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(engine.containers(ident)).isEmpty());
    }

    private boolean isSupervisor(ProcessHandle process) {
        String line = process.info().commandLine().orElse("");
        return line.contains(directory.resolve("private").toString()) && line.contains("launch.sh supervise");
    }

    @Test
    void whatPodmanKeepsWhenItsMonitorIsKilledTooIsRemovedByTheNextRun() throws Exception {
        onlyPodmanKeepsRecords();
        Process process = startWaiting("trap 'exit' TERM");
        String pid = engine.say("ps", "--filter", "name=" + ident, "--format", "{{.Pid}}")
                .strip();

        List<ProcessHandle> monitors =
                ProcessHandle.allProcesses().filter(this::isMonitor).toList();
        assertThat(monitors).isNotEmpty();
        for (ProcessHandle monitor : monitors) { // else it tidies up between the kills
            new ProcessBuilder("kill", "-STOP", Long.toString(monitor.pid()))
                    .start()
                    .waitFor();
        }
        ProcessHandle.allProcesses().filter(this::isOutside).forEach(ProcessHandle::destroyForcibly);
        monitors.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        nobodyCleansUp = true;
        await().atMost(LONG)
                .until(() -> !Files.isReadable(Path.of("/proc", pid, "status"))
                        || Files.readString(Path.of("/proc", pid, "status")).contains("State:\tZ"));
        List<String> left = engine.containers(ident);
        command.playbook("    - ansible.builtin.ping:\n");

        assertThat(again().exitCode()).isZero();

        assertThat(left).hasSize(1);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(engine.containers(ident)).isEmpty());
    }

    private void onlyPodmanKeepsRecords() {
        assumeTrue(program.equals("podman"), "docker's daemon lives on, and removes containers itself");
    }

    private boolean isMonitor(ProcessHandle process) {
        String line = process.info().commandLine().orElse("");
        return line.contains("conmon") && line.contains("-n ansible_events_" + ident);
    }

    @Test
    void recordsOfContainersAreRemovedOnlyWhenTheirRunIsOver() throws Exception {
        onlyPodmanKeepsRecords();
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        String processes = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        container("run", "over", boot + " " + processes); // podman tells of the oldest last
        container("run", "of-an-earlier-boot", "0-1 " + processes);
        container("run", "of-other-processes", boot + " pid:[1]");
        container("run", "waited-for", boot + " " + processes);
        container("create", "not-begun", boot + " " + processes);
        engine.say("run", "--name", named("not-ours"), engine.image(), "true");
        Process waiting = new ProcessBuilder("sh", "-c", "read end", named("waited-for")).start();
        Process running = startWaiting("trap 'exit' TERM");
        String ofRun = engine.containers(ident + "_").get(0);
        command.playbook("    - ansible.builtin.ping:\n");

        int exitCode = again().exitCode();

        assertThat(exitCode).isZero();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(engine.containers(ident)).doesNotContain(named("over")));
        List<String> left = engine.containers(ident);
        waiting.destroy();
        running.destroy();
        command.end(running);
        for (String name : List.of("of-other-processes", "waited-for", "not-begun", "not-ours")) {
            engine.say("rm", named(name));
        }
        assertThat(left)
                .containsExactlyInAnyOrder(
                        named("of-other-processes"), named("waited-for"), named("not-begun"), named("not-ours"), ofRun);
    }

    private String named(String name) {
        return "ansible_events_" + ident + "-" + name;
    }

    private void container(String made, String name, String birthplace) throws Exception {
        engine.say(made, "--name", named(name), "--label", "ansible-events.run=" + birthplace, engine.image(), "true");
        assertThat(engine.containers(named(name))).hasSize(1);
    }

    /** The launch script and the engine, as long as they are not in the container. */
    private boolean isOutside(ProcessHandle process) {
        String line = process.info().commandLine().orElse("");
        String script = directory.resolve("private").toString();
        return line.contains(script) && (line.contains("launch.sh supervise") || line.contains("launch.sh isolate"))
                || line.contains("run --rm --name ansible_events_" + ident);
    }

    @Test
    void missingImageWrongOptionAndProgramThatTheImageLacksAreSaidWithTheNextStep() throws Exception {
        command.playbook("    - ansible.builtin.ping:\n");

        Result noImage = again("--container-image", "localhost:1/none:1", "--container-option=--pull=never");
        assertThat(noImage.exitCode()).isEqualTo(125);
        assertThat(noImage.out() + noImage.err())
                .contains("no container of the image localhost:1/none:1 could be made (exit code 125 of " + program
                        + "): ")
                .contains("this must work: " + program + " pull localhost:1/none:1");

        Result wrongOption = again("--container-option=--nosuch");
        assertThat(wrongOption.out() + wrongOption.err())
                .contains("unknown flag: --nosuch; look at the container options");

        Result wrongMount = again("--container-volume-mount", directory + ":/place:nosuch");
        assertThat(wrongMount.out() + wrongMount.err())
                .contains("; look at the image, the mounts and the container options");

        Result noAnsible = again("--binary", "/opt/none");
        assertThat(noAnsible.exitCode()).isEqualTo(127);
        assertThat(noAnsible.out() + noAnsible.err())
                .contains("ansible-playbook was not found in /opt/none or its bin directory of the image "
                        + engine.image());
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingBegins() throws Exception {
        command.playbook("    - ansible.builtin.ping:\n");

        assertThat(again("--container-image", "").err()).contains("container_image: is missing; name an image");
        assertThat(again("--container-volume-mount", "/home:/home").err())
                .contains("container_volume_mounts: /home cannot be mounted into a container");
        assertThat(again("--container-option=--name=mine").err())
                .contains("container_options: --name cannot be given: the container is named after the run");
        assertThat(again("--process-isolation-executable", "chroot").err())
                .contains("process_isolation_executable: \"chroot\" is not known here; podman, docker and bwrap are");
        assertThat(command.artifacts()).doesNotExist();
    }

    @Test
    void aRunBeyondTheTerminalIsInItsContainerToo() throws Exception {
        command.playbook("    - ansible.builtin.wait_for: {path: /runner/go}\n");
        Result started = command.command("start", concat("--ident", ident, isolated()));
        assertThat(started.exitCode()).as(started.err()).isZero();
        await().atMost(LONG).until(() -> engine.containers(ident).size() == 1);

        assertThat(command.command("stop", "-i", ident).exitCode()).isZero();

        assertThat(artifact("status")).isEqualTo("canceled");
    }

    private static String[] concat(String first, String second, String[] more) {
        var words = new ArrayList<>(List.of(first, second));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }
}
