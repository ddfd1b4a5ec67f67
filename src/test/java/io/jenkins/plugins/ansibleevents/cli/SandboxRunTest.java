package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.runner.BwrapHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in a real bwrap. */
class SandboxRunTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private CommandRun command;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        BwrapHere.need();
        command = new CommandRun(directory.resolve("pdd"));
        Files.createDirectory(directory.resolve("private"));
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(directory.resolve("private")).isEmptyDirectory());
    }

    private Process start(String... more) throws IOException {
        return startWith("bwrap", more);
    }

    private Process startWith(String program, String... more) throws IOException {
        var words = new ArrayList<>(List.of("-p", "site.yml", "--process-isolation"));
        words.addAll(List.of("--process-isolation-executable", program));
        words.addAll(
                List.of("--process-isolation-path", directory.resolve("private").toString()));
        words.addAll(List.of(more));
        return command.start(words.toArray(String[]::new));
    }

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "content of " + name);
    }

    @Test
    void pathsAreHiddenShownAndReadOnlyAndTheDeepestDecides() throws Exception {
        file("unseen/file");
        file("shown/file");
        file("shown/but/hidden");
        file("readable/file");
        file("readable/secret/file");
        command.file("env/hidden", "in the private data directory");
        String see = "{{ lookup('pipe', 'cat %s 2>&1 || echo') }}";
        command.playbook(("""
                    - ansible.builtin.debug:
                        msg:
                          - "unseen UNSEEN"
                          - "shown SHOWN"
                          - "hidden HIDDEN."
                          - "readable READABLE"
                          - "secret SECRET"
                          - "env ENV."
                      run_once: true
                    - ansible.builtin.shell: "echo changed > %1$s/shown/file; echo changed > %1$s/readable/file"
                      run_once: true
                """)
                .replace("UNSEEN", see.formatted(directory.resolve("unseen/file")))
                .replace("SHOWN", see.formatted(directory.resolve("shown/file")))
                .replace("HIDDEN", see.formatted(directory.resolve("shown/but/hidden")))
                .replace("READABLE", see.formatted(directory.resolve("readable/file")))
                .replace("SECRET", see.formatted(directory.resolve("readable/secret/file")))
                .replace("ENV", see.formatted(command.home().resolve("env/hidden")))
                .replace("%1$s", directory.toString()));

        Result result = command.end(start(
                "--process-isolation-show-paths",
                directory.resolve("shown").toString(),
                "--process-isolation-hide-paths",
                directory.resolve("shown/but/hidden").toString(),
                directory.resolve("readable/secret").toString(),
                command.home().resolve("env/hidden").toString(),
                directory.resolve("missing").toString(),
                "--process-isolation-ro-paths",
                directory.resolve("readable").toString()));

        assertThat(result.out())
                .contains(
                        "\"unseen cat: " + directory.resolve("unseen/file") + ": No such file",
                        "\"shown content of shown/file\"")
                .contains("\"hidden .\"", "\"readable content of readable/file\"", "\"env .\"")
                .contains("\"secret cat: " + directory.resolve("readable/secret/file") + ": No such file")
                .contains("Read-only file system");
        assertThat(directory.resolve("shown/file")).hasContent("changed");
        assertThat(directory.resolve("readable/file")).hasContent("content of readable/file");
    }

    @Test
    void nothingCanBePutInThePlaceOfTheRecordOrOfItsDirectory() throws Exception {
        file("foreign/theirs/status");
        file("foreign/older/status");
        Path foreign = directory.resolve("foreign");
        command.file("env/settings", "fact_cache: facts\n");
        command.playbook(ContainerRunTest.REPLACING
                .replace("HOME", command.home().toString())
                .replace("IDENT", "test")
                .replace("FOREIGN", foreign.toString()));

        Result result = command.end(start("--rotate-artifacts", "1", "--job-events"));

        assertThat(result.out()).as(result.err()).contains("replaced=0 written=0");
        assertThat(result.exitCode()).isZero();
        assertThat(foreign).isDirectoryContaining("glob:**theirs").isDirectoryContaining("glob:**older");
        assertThat(foreign).isDirectoryNotContaining("glob:**/{rc,status,.rc.tmp,*.json}");
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
        assertThat(command.artifact("status")).hasContent("successful");
        assertThat(CommandRun.factsIn(command.artifact("facts"), "one"))
                .content()
                .contains("blue");
    }

    @Test
    void aShownDirectoryAboveIsNoWayToTheRecordTheSettingsOrTheScriptOfTheRun() throws Exception {
        command.playbook("""
                    - ansible.builtin.shell: |
                        cd HOME
                        changed=0
                        for place in artifacts artifacts/test env delivery; do
                          mv $place $place.x && changed=$((changed + 1))
                          echo x >$place/mine && changed=$((changed + 1))
                        done
                        for script in ../private/*; do
                          mv $script/launch.sh $script/x && changed=$((changed + 1))
                          cat $script/isolation && changed=$((changed + 1))
                        done
                        echo free >../free
                        echo "changed=$changed"
                      register: tried
                      run_once: true
                    - ansible.builtin.debug: {var: tried.stdout}
                """.replace("HOME", command.home().toString()));

        Result result = command.end(start("--process-isolation-show-paths", directory.toString()));

        assertThat(result.out()).as(result.err()).contains("changed=0");
        assertThat(result.exitCode()).isZero();
        assertThat(directory.resolve("free")).hasContent("free");
    }

    @Test
    void aSandboxThatIsDeafIsEndedAllTheSame() throws Exception {
        command.playbook(ContainerRunTest.DEAF.replace("HOME", command.home().toString()));
        Process process = start();
        await().atMost(LONG).until(() -> Files.exists(command.home().resolve("deaf")));

        process.destroy();

        assertThat(command.end(process).exitCode()).isNotZero();
    }

    @Test
    void aRecordThatAPlaybookHasMadeOfTerabytesOfNothingIsNotReadToItsEnd() throws Exception {
        command.playbook("""
                    - ansible.builtin.shell: |
                        life=$(grep -o '/[^ ]*ansible-events-[0-9]*/life' /proc/self/mountinfo | tail -n 1)
                        truncate -s 4T ${life%life}events.raw
                      run_once: true
                """);

        Result result = command.end(start());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(command.artifact("manifest.json")).content().contains("the last line of the record is incomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x abc", "x -1", "k 007", "f 099", "zz zz"})
    void aStateThatAPlaybookHasWrittenIsAnEndOfTheRunAndNoErrorOfTheProduct(String state) throws Exception {
        command.playbook("""
                    - ansible.builtin.shell: |
                        life=$(grep -o '/[^ ]*ansible-events-[0-9]*/life' /proc/self/mountinfo | tail -n 1)
                        printf '%-7.7s\\n' "STATE" 1<>${life%life}state
                        sleep 600
                      run_once: true
                """.replace("STATE", state));

        Result result = command.end(start());

        assertThat(result.out() + result.err())
                .contains("the process that holds Ansible was ended from outside")
                .doesNotContain("error of the product");
        assertThat(command.artifact("status")).hasContent("failed");
    }

    @Test
    void rootCannotTakeTheSandboxDown() throws Exception {
        file("readable/file");
        command.file("env/hidden/file", "hidden");
        Path hidden = command.home().resolve("env/hidden");
        Path readable = directory.resolve("readable");
        command.playbook("""
                    - ansible.builtin.shell: |
                        umount -l HIDDEN; cat HIDDEN/file
                        mount -o remount,rw,bind READABLE; echo changed >READABLE/file
                        unshare -rm sh -c 'umount -l HIDDEN; cat HIDDEN/file; mount -o remount,rw,bind READABLE;
                          echo changed >READABLE/file'
                        mknod READABLE/../device b 7 0 || echo "id=$(id -u) device refused"
                      register: tried
                      failed_when: "'hidden' in tried.stdout"
                      run_once: true
                    - ansible.builtin.debug: {var: tried.stdout}
                      run_once: true
                    - ansible.builtin.copy: {content: x, dest: "HOME/owned", owner: "{{ lookup('pipe', 'id -u') }}"}
                      run_once: true
                """.replace("HIDDEN", hidden.toString())
                .replace("READABLE", readable.toString())
                .replace("HOME", command.home().toString()));

        Result result = command.end(start(
                "--process-isolation-hide-paths",
                hidden.toString(),
                "--process-isolation-ro-paths",
                readable.toString()));

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("device refused");
        assertThat(readable.resolve("file")).hasContent("content of readable/file");
        assertThat(command.home().resolve("owned")).hasContent("x");
    }

    @Test
    void projectIsCopiedForTheRunAndTheCopyGoes() throws Exception {
        Path copies = Files.createDirectory(directory.resolve("copies"));
        command.playbook("""
                    - ansible.builtin.copy: {content: x, dest: "{{ playbook_dir }}/written"}
                      run_once: true
                    - ansible.builtin.debug: {msg: "in {{ playbook_dir }}"}
                """);

        Result result = command.end(start("--directory-isolation-base-path", copies.toString()));

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("\"msg\": \"in " + copies + "/ansible-events-test-");
        assertThat(copies).isEmptyDirectory();
        assertThat(command.home().resolve("project/written")).doesNotExist();
    }

    @Test
    void aCopyThatCannotBeMadeIsSaid() throws Exception {
        command.playbook("    - ansible.builtin.ping:\n");

        Result result = command.end(start("--directory-isolation-base-path", "/proc/none"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out() + result.err())
                .contains("no sandbox could be made (exit code 1): mkdir: cannot create");
    }

    @Test
    void aCancelledRunHasItsGraceInside() throws Exception {
        command.playbook("""
                    - ansible.builtin.shell: >-
                        trap 'sleep 1; touch {{ playbook_dir }}/../told; exit' TERM;
                        touch {{ playbook_dir }}/../in-{{ inventory_hostname }}; sleep 600 & wait
                      run_once: true
                """);
        Process process = start();
        await().atMost(LONG).until(() -> Files.exists(command.home().resolve("in-one")));

        process.destroy();

        assertThat(command.end(process).exitCode()).isEqualTo(254);
        assertThat(command.home().resolve("told")).exists();
    }

    @Test
    void aMissingProgramIsSaid() throws Exception {
        command.playbook("    - ansible.builtin.ping:\n");

        Result result = command.end(startWith(directory.resolve("bwrap").toString()));

        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(127);
        assertThat(result.out() + result.err())
                .contains(directory.resolve("bwrap") + ", which isolates the run, was not found on PATH")
                .contains("install it (Debian and Fedora: the package bubblewrap)");
    }
}
