package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    @TempDir
    Path build;

    @Test
    void runsComeBackAsTheyWereInTheOrderOfTheirEnds() throws IOException {
        RunPast first = Pasts.run("a-1", List.of(Pasts.task("install", 40, 1)), "web1:f", "web2:c", "<b>\u2028:o");
        RunPast second = Pasts.run("a-2", List.of(), "db:u");

        HistoryFile.add(build, first);
        HistoryFile.add(build, second);

        assertThat(HistoryFile.read(build)).containsExactly(first, second);
    }

    @Test
    void runThatIsAddedAgainAfterACrashIsThereOnce() throws IOException {
        HistoryFile.add(build, Pasts.run("a-1", List.of(), "web1:f"));
        HistoryFile.add(build, Pasts.run("a-1", List.of(), "web1:o"));

        assertThat(HistoryFile.read(build)).containsExactly(Pasts.run("a-1", List.of(), "web1:o"));
    }

    @Test
    void buildWithoutRunsHasNone() throws IOException {
        assertThat(HistoryFile.read(build)).isEmpty();
    }

    @Test
    void thousandHostsAndHundredTasksAreSomeKilobytes() throws IOException {
        var hosts = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            hosts.add("web" + i + ".example.com:" + (i % 50 == 0 ? "f" : "c"));
        }
        var tasks = new ArrayList<TaskPast>();
        for (int i = 0; i < 100; i++) {
            tasks.add(new TaskPast("role : task number " + i, "roles/role/tasks/main.yml:" + i, i * 37L, i, 1_000, 0));
        }

        HistoryFile.add(build, Pasts.run("a-1", tasks, hosts.toArray(String[]::new)));

        assertThat(HistoryFile.in(build)).isRegularFile();
        assertThat(Files.size(HistoryFile.in(build))).isLessThan(20_000);
    }

    @Test
    void hostsBeyondTheLimitAreCounted() {
        var hosts = new ArrayList<String>();
        for (int i = 0; i < RunPast.MAX_HOSTS + 3; i++) {
            hosts.add("h" + i + ":o");
        }

        RunPast run = Pasts.run("a-1", List.of(), hosts.toArray(String[]::new));

        assertThat(run.hosts()).hasSize(RunPast.MAX_HOSTS);
        assertThat(run.cut()).isEqualTo(3);
    }

    @Test
    void fileOfALaterVersionIsNotGuessedAt() throws IOException {
        write("{\"version\": 2, \"runs\": []}");

        assertThatThrownBy(() -> HistoryFile.read(build))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not of version 1");
    }

    @Test
    void damagedFileIsWrittenAnew() throws IOException {
        Files.writeString(HistoryFile.in(build), "no gzip");
        assertThatThrownBy(() -> HistoryFile.read(build)).isInstanceOf(IOException.class);

        HistoryFile.add(build, Pasts.run("a-2", List.of(), "web1:o"));

        assertThat(HistoryFile.read(build)).extracting(RunPast::ident).containsExactly("a-2");
    }

    private void write(String json) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(HistoryFile.in(build)))) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
    }
}
