package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The .tar.gz runs where it is unpacked, and the .deb holds the same and a service. */
class InstallationIT {

    @TempDir
    Path directory;

    private Path unpacked;

    private static Path made(String pattern) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("target"), pattern)) {
            for (Path file : files) {
                return file.toAbsolutePath();
            }
        }
        return abort("target/" + pattern + " was not made: -DwithoutPackages");
    }

    private static String printed(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @BeforeEach
    void unpack() throws Exception {
        Path archive = made("ansible-events-*.tar.gz");
        printed("tar", "xzf", archive.toString(), "-C", directory.toString());
        unpacked = directory.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void commandRunsThroughASymbolicLinkAndFromADirectoryThatCannotBeWritten() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("ae"), unpacked.resolve("bin/ansible-events"));
        Path place = unpacked.resolve("share/ansible-events");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(printed(link.toString(), "--version")).contains("ansible-events ", "Java: ", "Ansible: ");
        } finally {
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void manualPagesHaveExamplesAndWholeLines() throws IOException {
        Path pages = unpacked.resolve("share/man/man1");

        assertThat(pages.resolve("ansible-events-run.1"))
                .content()
                .contains(".SH \"SYNOPSIS\"", ".SH \"EXAMPLES\"", "ansible\\-events run ./demo \\-p site.yml")
                .contains("\\-\\-tags\\fP=\\fITAG,...\\fP")
                .doesNotContain("*_");
        for (String command : List.of("", "-serve", "-deliver", "-queue", "-queue-move", "-queue-dead-letters")) {
            assertThat(pages.resolve("ansible-events" + command + ".1")).isNotEmptyFile();
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        Path completion = unpacked.resolve("share/bash-completion/completions/ansible-events");

        String options = printed(
                "bash",
                "-c",
                ". " + completion + "; COMP_WORDS=(ansible-events run --ro); COMP_CWORD=2;"
                        + " _complete_ansible-events; echo \"${COMPREPLY[@]}\"");

        assertThat(options).contains("--roles-path", "--rotate-artifacts");
    }

    @Test
    void packageHoldsTheSameAndAService() throws Exception {
        Path deb = made("ansible-events_*_all.deb");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "dpkg-deb is not here to read the package");
        Path root = directory.resolve("root");

        printed("dpkg-deb", "-x", deb.toString(), root.toString());

        assertThat(root.resolve("usr/bin/ansible-events")).isExecutable();
        assertThat(root.resolve("usr/share/ansible-events/make-archive")).isExecutable();
        assertThat(root.resolve("usr/share/man/man1/ansible-events.1"))
                .hasSameTextualContentAs(unpacked.resolve("share/man/man1/ansible-events.1"));
        assertThat(root.resolve("usr/lib/systemd/system/ansible-events.service"))
                .content()
                .contains(
                        "Type=notify", "ProtectSystem=strict", "NoNewPrivileges=yes", "StateDirectory=ansible-events");
        assertThat(printed("dpkg-deb", "-I", deb.toString(), "conffiles")).isEqualTo("/etc/ansible-events/serve.yml\n");
        assertThat(printed("dpkg-deb", "-f", deb.toString(), "Architecture", "Depends"))
                .contains("Architecture: all", "java17-runtime-headless");
        assertThat(printed(root.resolve("usr/bin/ansible-events").toString(), "--version"))
                .contains("ansible-events ");
    }
}
