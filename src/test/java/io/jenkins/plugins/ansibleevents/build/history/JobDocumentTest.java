package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDocumentTest {

    @TempDir
    Path builds;

    @Test
    void documentHasBuildsHostsAndWhatChanged() throws IOException {
        add(39, "web1:o", "web2:c", "db:f");
        add(41, "web10:o", "web1:f", "web2:c");
        Files.createDirectories(builds.resolve("40")); // a build without a run
        Files.createDirectories(builds.resolve("lastSuccessfulBuild"));

        JsonNode json = document(10);

        assertThat(json.at("/builds").findValuesAsText("number")).containsExactly("41", "39");
        assertThat(json.at("/builds/0/hosts").toString())
                .isEqualTo("{\"failed\":1,\"unreachable\":0,\"changed\":1,\"ok\":1}");
        assertThat(json.at("/hosts").toString())
                .as("the bad ones first, then by their numbers")
                .isEqualTo("[\"db\",\"web1\",\"web2\",\"web10\"]");
        assertThat(json.at("/cells").toString()).isEqualTo("[\".fco\",\"foc.\"]");
        assertThat(json.at("/comparison/new/0").toString())
                .contains("\"host\":\"web1\"", "\"since\":41", "\"ident\":\"run-41\"", "\"counter\":12");
        assertThat(json.at("/comparison/absent/0/host").asText()).isEqualTo("db");
        assertThat(json.at("/more").asBoolean()).isFalse();
    }

    @Test
    void olderBuildsAreLeftOutAndTheDocumentSaysSo() throws IOException {
        for (int i = 1; i <= 12; i++) {
            add(i, "web1:o");
        }

        JsonNode json = document(3);

        assertThat(json.at("/builds").findValuesAsText("number")).containsExactly("12", "11", "10");
        assertThat(json.at("/more").asBoolean()).isTrue();
    }

    @Test
    void slowestTasksHaveANumberForEachBuild() throws IOException {
        add(1, List.of(Pasts.task("copy", 10, 0)));
        add(2, List.of(Pasts.task("copy", 30, 0), Pasts.task("install", 500, 0)));

        JsonNode slow = document(10).at("/slow");

        assertThat(slow.findValuesAsText("name")).containsExactly("install", "copy");
        assertThat(slow.at("/0/took").toString()).isEqualTo("[500,null]");
        assertThat(slow.at("/1/took").toString()).isEqualTo("[30,10]");
    }

    @Test
    void damagedFileOfABuildCostsThatBuildAlone() throws IOException {
        add(1, "web1:o");
        add(2, "web1:f");
        Files.writeString(HistoryFile.in(builds.resolve("2")), "{");

        assertThat(document(10).at("/builds").findValuesAsText("number")).containsExactly("1");
    }

    @Test
    void jobWithoutRunsHasAnEmptyDocument() throws IOException {
        JsonNode json = document(10);

        assertThat(json.at("/builds")).isEmpty();
        assertThat(json.has("comparison")).isFalse();
    }

    private void add(int number, String... hosts) throws IOException {
        Path build = Files.createDirectories(builds.resolve(Integer.toString(number)));
        HistoryFile.add(build, Pasts.run("run-" + number, List.of(), hosts));
    }

    private void add(int number, List<TaskPast> tasks) throws IOException {
        Path build = Files.createDirectories(builds.resolve(Integer.toString(number)));
        HistoryFile.add(build, Pasts.run("run-" + number, tasks, "web1:o"));
    }

    private JsonNode document(int limit) throws IOException {
        var out = new ByteArrayOutputStream();
        new JobDocument(JobPast.read(builds, limit), Comparison.Reference.PREVIOUS).write(out);
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
