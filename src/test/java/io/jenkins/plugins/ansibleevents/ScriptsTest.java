package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of {@code bin}, on a machine that has only what a test gives it beside the shell's own tools. */
class ScriptsTest {

    private record Said(int exitCode, String text) {}

    @TempDir
    Path directory;

    private Path programs;

    @BeforeEach
    void toolsOfTheShell() throws IOException {
        programs = Files.createDirectory(directory.resolve("bin"));
        for (String tool :
                List.of("sh", "sed", "grep", "paste", "readlink", "dirname", "realpath", "bash", "python3")) {
            program(tool, "exec /usr/bin/" + tool + " \"$@\"\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "17, 17, openjdk-17-jdk-headless", // Debian 12
        "21, 21 25, openjdk-21-jdk-headless", // Debian 13
        "11, 11 17, openjdk-17-jdk-headless", // Debian 11: the default one is too old
        "'', '', default-jdk-headless", // no lists of packages yet
    })
    void jdkIsTheDistributionsOwnWhenItIsNewEnough(String preset, String offered, String expected) throws Exception {
        program("apt-cache", """
                case $1 in
                  depends) [ -z "%s" ] || echo "  Depends: openjdk-%s-jdk-headless" ;;
                  policy) for n in %s; do [ "$2" != openjdk-$n-jdk-headless ] || echo "  Candidate: $n.0.1"; done ;;
                esac
                """.formatted(preset, preset, offered));

        Said said = run("sh", "-c", ". bin/.install.sh; package_names jdk maven");

        assertThat(said).isEqualTo(new Said(0, expected + " maven\n"));
    }

    @ParameterizedTest
    @CsvSource({"bin/build", "bin/bench", "bin/jenkins"})
    void whatIsMissingIsSaidAtOnceAndTogether(String script) throws Exception {
        Said said = run(script);

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.text()).contains("apt-get install default-jdk-headless maven ansible-core");
    }

    @Test
    void summaryCountsWhatFailedAndSaysWhyTestsWereSkipped() throws Exception {
        Path reports = Files.createDirectories(directory.resolve("target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-a.b.OneTest.xml"), """
                <testsuite>
                <testcase name="good" classname="a.b.OneTest" time="0.1"/>
                <testcase name="bad(int)[1]" classname="a.b.OneTest" time="0.1">
                <failure message="expected 1" type="java.lang.AssertionError">java.lang.AssertionError: expected 1</failure></testcase>
                <testcase name="needsNode" classname="a.b.OneTest" time="0"><skipped type="org.opentest4j.TestAbortedException">
                <![CDATA[org.opentest4j.TestAbortedException: Assumption failed: node is not installed
                at x]]></skipped></testcase>
                </testsuite>""");

        Said said = run(
                "python3", "bin/.summary", "all", directory.resolve("target").toString());

        assertThat(said.exitCode()).isOne();
        assertThat(said.text()).contains("all: FAILED OneTest.bad: expected 1");
        assertThat(said.text()).contains("all: skipped OneTest.needsNode: node is not installed");
        assertThat(said.text()).endsWith("all, 3 tests:\n1 passed, 1 failed, 1 skipped\n");
    }

    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "xx_XX.UTF-8, C.UTF-8", "C.UTF-8, C.UTF-8"})
    void commandGivesJavaALocaleWithEveryCharacter(String locale, String expected) throws Exception {
        program("java", "printf '%s %s\\n' \"$LC_ALL\" \"$*\"\n");
        program("locale", "exec /usr/bin/locale \"$@\"\n");
        program("env", "exec /usr/bin/env \"$@\"\n");
        Path place = Files.createDirectories(directory.resolve("share/ansible-events"));
        Files.createFile(place.resolve("ansible-events.jar"));
        Path command = Files.copy(Path.of("bin/ansible-events"), programs.resolve("ansible-events"));

        Said said = run("env", "LC_ALL=" + locale, "sh", command.toString(), "serve", "x y");

        assertThat(said.exitCode()).isZero();
        assertThat(said.text()).startsWith(expected + " ").endsWith(" serve x y\n");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Said run(String... command) throws IOException, InterruptedException {
        command[0] = command[0].contains("/")
                ? command[0]
                : programs.resolve(command[0]).toString();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", programs.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
