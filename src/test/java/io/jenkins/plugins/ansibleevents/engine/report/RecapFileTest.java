package io.jenkins.plugins.ansibleevents.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RecapFile;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecapFileTest {

    @TempDir
    Path directory;

    private JsonNode recap(Events events) throws IOException {
        var out = new ByteArrayOutputStream();
        events.in(directory);
        try (RunView run = RunView.ofEnded(RunFiles.of(new RunDirectory(directory)), null, List.of())) {
            RecapFile.write(run.recap(), out);
        }
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private static Events rescuedThenFailed() {
        return new Events()
                .play("web")
                .task("Try")
                .ok("a", true)
                .failed("b", "rescued")
                .unreachable("c", "no route")
                .task("Again")
                .failed("b", "for good");
    }

    @Test
    void everyHostHasItsCountsAndItsFirstRealFailure() throws IOException {
        JsonNode recap = recap(rescuedThenFailed().stats("b", 1));

        assertThat(recap.path("version").asInt()).isEqualTo(1);
        assertThat(recap.path("hosts").fieldNames()).toIterable().containsExactly("b", "c", "a");
        assertThat(recap.path("hosts").path("b"))
                .hasToString("{\"ok\":0,\"changed\":0,\"unreachable\":0,\"failed\":1,\"skipped\":0,\"rescued\":1,"
                        + "\"ignored\":0,\"seconds\":0.5,\"first_failure\":{\"task\":\"Again\","
                        + "\"path\":\"site.yml:2\",\"message\":\"for good\",\"counter\":7}}");
        assertThat(recap.path("hosts").path("a"))
                .hasToString("{\"ok\":1,\"changed\":1,\"unreachable\":0,\"failed\":0,\"skipped\":0,\"rescued\":0,"
                        + "\"ignored\":0,\"seconds\":0.25}");
    }

    @Test
    void hostOfAnyNameIsReadBack() throws IOException {
        var out = new ByteArrayOutputStream();
        new Events().play("web").task("Try").ok("em\ud83d\ude00", true).in(directory);
        try (RunView run = RunView.ofEnded(RunFiles.of(new RunDirectory(directory)), null, List.of())) {
            RecapFile.write(run.recap(), out);
        }

        assertThat(RecapFile.read(new ByteArrayInputStream(out.toByteArray())).hosts())
                .extracting(Recap.Host::name)
                .containsExactly("em\ud83d\ude00");
    }

    @Test
    void hostsStandInTheOrderOfTheirNumbers() throws IOException {
        JsonNode recap = recap(new Events()
                .play("web")
                .task("t")
                .ok("web10", false)
                .ok("web9", false)
                .unreachable("web12", "no route")
                .unreachable("web3", "no route")
                .stats());

        assertThat(recap.path("hosts").fieldNames()).toIterable().containsExactly("web3", "web12", "web9", "web10");
    }

    @Test
    void aKilledRunSaysTheSameAsFarAsItCame() throws IOException {
        assertThat(recap(rescuedThenFailed()))
                .isEqualTo(recap(rescuedThenFailed().stats("b", 1)));
    }
}
