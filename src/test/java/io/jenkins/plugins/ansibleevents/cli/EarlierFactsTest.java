package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of an earlier run, to which its playbook could write. */
class EarlierFactsTest {

    @TempDir
    Path directory;

    private Path record;
    private Path target;

    @BeforeEach
    void prepare() throws IOException {
        record = Files.createDirectories(directory.resolve("record"));
        target = Files.createDirectories(directory.resolve("target"));
    }

    private Path fact(String name) throws IOException {
        Path file = record.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}");
    }

    private List<Path> copy(String name) throws IOException {
        return EarlierFacts.copy(record, Path.of(name), target);
    }

    private void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String mode(String copied) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(copied)));
    }

    @Test
    void factsAreCopiedWithTheirTimesAndNoWiderPermissions() throws Exception {
        mode(fact("deep/facts/own"), "rw-------");
        mode(fact("deep/facts/shown"), "rw-r--r--");
        mode(fact("deep/facts/wide"), "rwxrwxrwx");
        FileTime old = FileTime.from(Instant.parse("2026-03-01T04:00:00Z"));
        Files.setLastModifiedTime(record.resolve("deep/facts/own"), old);

        assertThat(copy("deep/facts")).isEmpty();

        assertThat(target.resolve("own")).hasContent("{}");
        assertThat(Files.getLastModifiedTime(target.resolve("own"))).isEqualTo(old);
        assertThat(List.of(mode("own"), mode("shown"), mode("wide")))
                .containsExactly("rw-------", "rw-r--r--", "rw-r--r--");
    }

    @Test
    void whatIsNoPlainFileIsLeftOut() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "of the machine");
        fact("facts/web1");
        Path link = Files.createSymbolicLink(record.resolve("facts/web2"), secret);
        Path below = Files.createDirectory(record.resolve("facts/web3"));

        assertThat(copy("facts")).containsExactly(link, below);

        assertThat(target).isDirectoryContaining("glob:**web1").isDirectoryNotContaining("glob:**web[23]");
    }

    @Test
    void linkOnTheWayToTheFactsIsNotFollowed() throws Exception {
        Files.writeString(
                Files.createDirectories(directory.resolve("other/facts")).resolve("web1"), "foreign");
        Path link = Files.createSymbolicLink(record.resolve("deep"), directory.resolve("other"));

        assertThat(copy("deep/facts")).containsExactly(link);

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void runWithoutFactsHasNoneToCopy() throws Exception {
        assertThat(copy("fact_cache")).isEmpty();
        assertThat(target).isEmptyDirectory();
    }
}
