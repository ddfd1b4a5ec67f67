package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that is called the wrong way prints one line and no stack trace, and ends with 2. */
class AnsibleEventsTest {

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(home.resolve("project"));
        Files.writeString(home.resolve("project/site.yml"), "- hosts: all\n");
    }

    private int execute(String... arguments) {
        var terminal = new Terminal(stream(out), stream(err), false, 80);
        return AnsibleEvents.commandLine(terminal)
                .setOut(new PrintWriter(stream(out), true))
                .setErr(new PrintWriter(stream(err), true))
                .execute(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -p nix.yml                       | no such playbook: HOME/project/nix.yml
                    -p site.yml --forks many         | --forks must be a whole number from 1 to 10000, is "many"
                    -p site.yml -f 0                 | --forks must be a whole number from 1 to 10000, is "0"
                    -p site.yml --forks 99999999999  | --forks must be a whole number from 1 to 10000, is "99999999999"
                    -p site.yml --rotate-artifacts 1.5 | --rotate-artifacts must be a whole number from 0 to 1000000, is "1.5"
                    -p site.yml --check=maybe        | --check takes no value, is given "maybe"
                    -p site.yml -v=3                 | -v takes no value, is given "3"
                    -p site.yml --forks              | missing required parameter for option '--forks' (N)
                    -p site.yml other                | one argument too many: other
                    -p site.yml --no-such-thing      | unknown option --no-such-thing
                    -p site.yml --limitt web         | unknown option --limitt; did you mean --limit?
                    -p site.yml --omit-events nix    | --omit-events: unknown event type 'nix'; known are [debug,
                    -p site.yml --omit-events runner_on_failed | --omit-events: events of type 'runner_on_failed' cannot be left out
                    -p site.yml --max-result-size 10 | --max-result-size must be a whole number from 1000 to 2147483647, is "10"
                    -p site.yml --job-timeout soon   | --job-timeout: must be a time such as 30s, 500ms, 5m or 2h, is "soon"
                    -p site.yml --ident a/b          | --ident: must be 1 to 200 letters, digits, '.', '_' or '-'
                    -p site.yml -i nix               | no such inventory: nix is neither in
                    -p site.yml -e [1]               | -e: expected a JSON or YAML mapping, key=value or @FILE, found "[1]"
                    -p site.yml -e {                 | -e:1:2: not valid YAML
                    -p site.yml -e @nix.yml          | -e: no such file: nix.yml
                    -p site.yml -m ping              | mutually exclusive
                    -p site.yml --hosts all          | --hosts is for a module (-m) or a role (-r)
                    -m ping                          | a module needs --hosts PATTERN
                    ''                               | what to run is missing: -p PLAYBOOK, -m MODULE or -r ROLE
                    """)
    void mistakeIsOneLine(String arguments, String expected) {
        int exitCode = execute(("run " + home + " " + arguments).strip().split(" +"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(complaint())
                .contains(expected.replace("HOME", home.toString()))
                .doesNotContain("\tat ");
        assertThat(complaint().lines().count()).isLessThanOrEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(home.resolve("artifacts")).doesNotExist();
    }

    @Test
    void missingPrivateDataDirectoryIsNamed() {
        assertThat(execute("run", "/does/not/exist", "-p", "site.yml")).isEqualTo(2);
        assertThat(complaint()).contains("/does/not/exist").contains("no such directory");
    }

    @Test
    void artifactsThatCannotBeWrittenAreNamed() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");

        assertThat(execute("run", home.toString(), "-p", "site.yml", "--artifact-dir", file.toString()))
                .isEqualTo(2);
        assertThat(complaint()).contains("cannot make the run directory " + file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    runn x               | runn is no command of ansible-events; did you mean run? there are: run, start, is-alive, stop, serve, deliver, queue, report, help
                    reprot ./run         | reprot is no command of ansible-events; did you mean report? there are: run,
                    ./demo -p site.yml   | ./demo is no command of ansible-events; there are: run, start,
                    queue mvoe           | mvoe is no command of ansible-events queue; did you mean move? there are:
                    transmit x -p y.yml  | there is no transmit, which ansible-runner has: an agent of Jenkins runs playbooks, or ssh does: ssh HOST
                    report a b           | one argument too many: b
                    """)
    void whatIsNoCommandIsAnsweredWithTheNearestAndAll(String arguments, String expected) {
        assertThat(execute(arguments.split(" +"))).isEqualTo(2);
        assertThat(complaint()).startsWith("ansible-events: " + expected);
        assertThat(complaint().lines().count()).isEqualTo(2);
    }

    @Test
    void commandIsMissing() {
        assertThat(execute()).isEqualTo(2);
        assertThat(complaint()).contains("a command is missing");
    }

    @Test
    void helpNeedsNoManual() {
        assertThat(execute("run", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("env/extravars", "Exit codes:", "254", "Examples:", "--idle-timeout");
    }

    @Test
    void reportOfSomethingElseIsRefused() {
        assertThat(execute("report", home.toString())).isEqualTo(2);
        assertThat(complaint()).contains(home + " is not a run directory: there is no events.jsonl in it");
    }

    @Test
    void reportOfAKilledRunIsDrawnAndSaysWhatIsMissing() throws IOException {
        Path run = Files.createDirectories(home.resolve("artifacts/killed"));
        Files.writeString(
                run.resolve("events.jsonl"),
                "{\"uuid\":\"a\",\"counter\":2,\"event\":\"playbook_on_start\",\"event_data\":{}}\n{\"uu");

        int exitCode = execute(
                "report", run.toString(), "-o", home.resolve("copy.html").toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("1 event read", "1 of 2 events is missing (counter 1)", "the run was killed");
        assertThat(home.resolve("copy.html")).content().contains("This record is not complete.");
        assertThat(run.resolve("junit.xml")).exists();
    }

    @Test
    void reportIsCopiedWholeOrNotAtAllAndReplacesNoDevice() throws IOException {
        Path run = Files.createDirectories(home.resolve("artifacts/good"));
        Files.writeString(
                run.resolve("events.jsonl"),
                "{\"uuid\":\"a\",\"counter\":1,\"event\":\"playbook_on_start\",\"event_data\":{}}\n");
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full on this machine");

        assertThat(execute("report", run.toString(), "-o", full.toString())).isEqualTo(2);

        assertThat(complaint()).contains("cannot write the report to /dev/full");
        assertThat(Files.isRegularFile(full)).isFalse();
    }
}
