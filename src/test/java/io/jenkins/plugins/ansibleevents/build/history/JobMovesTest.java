package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMovesTest {

    @TempDir
    Path directory;

    @Test
    void entriesFollowTheirJobThroughAllItsNames() throws IOException {
        var moves = new JobMoves(directory);
        moves.add(100, "deploy", "web/deploy");
        moves.add(200, "web/deploy", "web/release");

        assertThat(moves.renamed(List.of(entry("deploy", 50), entry("web/deploy", 150), entry("other", 50))))
                .extracting(HostEntry::job)
                .containsExactly("web/release", "web/release", "other");
    }

    @Test
    void laterJobOfTheOldNameKeepsIts() throws IOException {
        var moves = new JobMoves(directory);
        moves.add(100, "deploy", "old-deploy");

        assertThat(moves.renamed(List.of(entry("deploy", 101))))
                .extracting(HostEntry::job)
                .containsExactly("deploy");
    }

    @Test
    void lineThatAKillHasCutOffIsLeftOutAndTheFileIsNoHost() throws IOException {
        var moves = new JobMoves(directory);
        moves.add(100, "deploy", "release");
        try (var files = Files.list(directory)) {
            Path file = files.findFirst().orElseThrow();
            Files.writeString(file, "{\"at\": 1", StandardOpenOption.APPEND);
        }

        assertThat(moves.renamed(List.of(entry("deploy", 1))))
                .extracting(HostEntry::job)
                .containsExactly("release");
        assertThat(new HostFiles(directory).find("")).isEmpty();
    }

    @Test
    void entriesOfADeletedJobAreGoneAndThoseOfALaterOneOfItsNameStay() throws IOException {
        var moves = new JobMoves(directory);
        moves.add(100, "deploy", "release");
        moves.addDeletion(200, "release");
        moves.add(300, "patch", "release");

        List<HostEntry> entries =
                List.of(entry("deploy", 50), entry("release", 150), entry("patch", 160), entry("release", 301));

        assertThat(moves.renamed(entries)).extracting(HostEntry::at).containsExactly(160L, 301L);
        assertThat(entries)
                .filteredOn(moves.deleted())
                .extracting(HostEntry::at)
                .containsExactly(50L, 150L);
    }

    @Test
    void deletionsThatAreForgottenAreThoseThatWereKnown() throws IOException {
        var moves = new JobMoves(directory);
        moves.add(100, "deploy", "release");
        moves.addDeletion(200, "release");
        JobMoves.Deleted deleted = moves.deleted();
        moves.addDeletion(150, "another");

        moves.forget(deleted);

        assertThat(deleted.isNone()).isFalse();
        assertThat(List.of(entry("deploy", 50), entry("another", 50)))
                .filteredOn(moves.deleted())
                .extracting(HostEntry::job)
                .containsExactly("another");
        assertThat(moves.renamed(List.of(entry("deploy", 50))))
                .as("other names are remembered")
                .extracting(HostEntry::job)
                .containsExactly("release");
    }

    private static HostEntry entry(String job, long at) {
        return new HostEntry("web1", at, job, 1, "r", "site.yml", false, HostState.OK, 0, 0, "", "", 0);
    }
}
