package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {

    @TempDir
    Path directory;

    @Test
    void hostHasTheRunsOfAllJobsTheYoungestFirst() throws IOException {
        var files = new HostFiles(directory);
        files.add("deploy", 3, at(1_000, "a", "web1:f", "web2:o"));
        files.add("folder/patch", 8, at(2_000, "b", "web1:c"));

        List<HostEntry> entries = files.entries("web1");

        assertThat(entries).extracting(HostEntry::job).containsExactly("folder/patch", "deploy");
        assertThat(entries.get(1))
                .extracting(HostEntry::build, HostEntry::state, HostEntry::task, HostEntry::counter)
                .containsExactly(3, HostState.FAILED, "install", 12L);
        assertThat(files.entries("web2")).hasSize(1);
        assertThat(files.entries("web")).isEmpty();
    }

    @Test
    void namesThatNoFileCanHaveAreNamesAllTheSame() throws IOException {
        var files = new HostFiles(directory.resolve("hosts"));
        String[] names = {"../../escape", "a/b", ".", "x".repeat(500), "\u0000", "WEB1", "\u00e9"};
        for (String name : names) {
            files.add("job", 1, at(1, "r", name + ":c"));
        }

        for (String name : names) {
            assertThat(files.entries(name)).as(name).extracting(HostEntry::host).containsExactly(name);
        }
        assertThat(files.entries("web1")).as("another host").isEmpty();
        try (var all = Files.list(directory)) {
            assertThat(all).containsExactly(directory.resolve("hosts"));
        }
    }

    @Test
    void runThatIsAddedTwiceIsThereOnce() throws IOException {
        var files = new HostFiles(directory);
        files.add("deploy", 3, at(1, "a", "web1:f"));
        files.add("deploy", 3, at(1, "a", "web1:f"));

        assertThat(files.entries("web1")).hasSize(1);
    }

    @Test
    void lineThatAKillHasCutOffIsLeftOut() throws IOException {
        var files = new HostFiles(directory);
        files.add("deploy", 3, at(1, "a", "web1:f"));
        Path file = directory.resolve("web1.jsonl");
        Files.write(file, new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);
        files.add("deploy", 4, at(2, "b", "web1:o"));

        assertThat(files.entries("web1")).extracting(HostEntry::build).containsExactly(4, 3);
    }

    @Test
    void fileStaysSmall() throws IOException {
        var files = new HostFiles(directory);
        for (int i = 0; i < 1_000; i++) {
            files.add("deploy", i, at(i, "run-" + i, "web1:f"));
        }

        assertThat(Files.size(directory.resolve("web1.jsonl"))).isLessThan(80_000);
        assertThat(files.entries("web1"))
                .hasSizeGreaterThanOrEqualTo(HostFiles.KEPT)
                .first()
                .extracting(HostEntry::build)
                .isEqualTo(999);
    }

    @Test
    void hostsWithoutARunForLongAreRemoved() throws IOException {
        var files = new HostFiles(directory);
        files.add("deploy", 1, at(1, "a", "old:o", "young:o"));
        Instant now = Instant.now();
        Files.setLastModifiedTime(
                directory.resolve("old.jsonl"), FileTime.from(now.minus(Duration.ofDays(HostFiles.DAYS + 1L))));

        files.prune(now);

        assertThat(files.entries("old")).isEmpty();
        assertThat(files.entries("young")).hasSize(1);
    }

    @Test
    void runOfADeletedBuildLeavesTheFilesOfItsHosts() throws IOException {
        var files = new HostFiles(directory);
        RunPast deleted = at(1, "a", "web1:f", "web2:f");
        files.add("deploy", 3, deleted);
        files.add("deploy", 4, at(2, "b", "web1:f"));
        files.add("patch", 4, at(3, "a", "web1:o"));
        Path file = directory.resolve("web1.jsonl");
        Files.writeString(file, "{\"message\": \"no such", StandardOpenOption.APPEND);
        var lastRun = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
        Files.setLastModifiedTime(file, lastRun);

        files.remove(3, deleted);

        assertThat(files.entries("web1")).extracting(HostEntry::job).containsExactly("patch", "deploy");
        assertThat(Files.readAllLines(file)).as("nor the half of a line").hasSize(2);
        assertThat(Files.getLastModifiedTime(file))
                .as("the host goes when it had no run for long")
                .isEqualTo(lastRun);
        assertThat(directory.resolve("web2.jsonl")).doesNotExist();
    }

    @Test
    void entriesThatNobodyWantsLeaveTheFilesOfAllHosts() throws IOException {
        var files = new HostFiles(directory);
        files.removeIf(entry -> true);
        files.add("gone", 3, at(1, "a", "web1:f", "a/b:f"));
        files.add("deploy", 4, at(2, "b", "web1:f"));

        files.removeIf(entry -> entry.job().equals("gone"));

        assertThat(files.entries("web1")).extracting(HostEntry::job).containsExactly("deploy");
        assertThat(files.entries("a/b")).isEmpty();
        try (var all = Files.list(directory)) {
            assertThat(all).containsExactly(directory.resolve("web1.jsonl"));
        }
    }

    @Test
    void hostsAreFoundByAPartOfTheirNames() throws IOException {
        var files = new HostFiles(directory);
        files.add("deploy", 1, at(1, "a", "web1:o", "web10:o", "DB/1:o", "db2:f"));

        assertThat(found(files, "WEB")).containsExactly("web1", "web10");
        assertThat(found(files, "db")).containsExactlyInAnyOrder("DB/1", "db2");
        assertThat(found(files, "")).hasSize(4);
        assertThat(found(files, "nothing")).isEmpty();
    }

    @Test
    void runsThatEndAtOnceLoseNothing() throws Exception {
        var files = new HostFiles(directory);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 80; i++) {
            int number = i;
            pool.submit(() -> {
                files.add("deploy", number, at(number, "run-" + number, "web1:o", "web2:o"));
                return null;
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(files.entries("web1")).hasSize(80);
    }

    private static List<String> found(HostFiles files, String part) throws IOException {
        return files.find(part).map(entries -> entries.get(0).host()).toList();
    }

    private static RunPast at(long started, String ident, String... hosts) {
        RunPast run = Pasts.run(ident, List.of(), hosts);
        return new RunPast(
                ident,
                run.playbook(),
                "",
                "",
                started,
                run.took(),
                false,
                run.status(),
                run.sentence(),
                run.hosts(),
                List.of(),
                0);
    }
}
