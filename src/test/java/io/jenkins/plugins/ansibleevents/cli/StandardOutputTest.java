package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private int end(StandardOutput out, int rc, boolean always) {
        var err = new PrintStream(said, true, StandardCharsets.UTF_8);
        return out.exitCode(rc, new Terminal(out, err, false, 80), always);
    }

    private static OutputStream failing(String why, OutputStream before) {
        return new OutputStream() {
            private int writes;

            @Override
            public void write(int b) throws IOException {
                writes++;
                if (writes == 2) {
                    throw new IOException(why);
                }
                before.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                write(bytes[offset]);
            }
        };
    }

    @Test
    void aFullDiskIsSaidAndEndsWithOne() {
        var written = new ByteArrayOutputStream();
        var out = new StandardOutput(failing("No space left on device", written));
        out.println("a");
        out.println("b");
        out.println("c");

        assertThat(end(out, 0, false)).isEqualTo(1);
        assertThat(end(out, 4, false)).isEqualTo(4);
        assertThat(said()).contains("standard output could not be written", "No space left on device");
        assertThat(written.toString(StandardCharsets.UTF_8))
                .as("nothing after the gap")
                .isEqualTo("a");
    }

    @Test
    void aClosedPipeEndsAsItDoesForOtherPrograms() {
        var out = new StandardOutput(failing("Broken pipe", new ByteArrayOutputStream()));
        out.println("a");
        out.println("b");

        assertThat(end(out, 0, false)).isEqualTo(141);
        assertThat(said()).isEmpty();
        assertThat(end(out, 0, true)).isEqualTo(141);
        assertThat(said()).contains("Broken pipe");
    }

    @Test
    void whatIsWrittenIsThere() {
        var written = new ByteArrayOutputStream();
        var out = new StandardOutput(written);
        out.println("a\u00e9");

        assertThat(end(out, 0, true)).isZero();
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("a\u00e9\n");
        assertThat(said()).isEmpty();
    }

    @Test
    void helpOnAFullDiskFails() throws Exception {
        Process process = onAFullDisk("run", "--help");

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ansible-events: standard output could not be written");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static Process onAFullDisk(String... arguments) throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full on this machine");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AnsibleEvents.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(full.toFile()).start();
    }
}
