package io.jenkins.plugins.ansibleevents.build;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Recordings that a crash of Jenkins left are archived, or removed, when it starts again. */
class LeftRecordingsTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void recordingOfABuildThatIsOverIsClosedAndArchived() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("deploy");
            leaveBehind("deploy-1-1", jenkins.buildAndAssertSuccess(job));
        });
        sessions.then(jenkins -> {
            FreeStyleBuild build = jenkins.jenkins
                    .getItemByFullName("deploy", FreeStyleProject.class)
                    .getLastBuild();
            assertThat(artifact(build, "ansible/deploy-1-1/manifest.json"))
                    .contains("Jenkins went down while the run was going on");
            assertThat(artifact(build, "ansible/deploy-1-1/status")).isEqualTo("failed");
            assertThat(artifact(build, "ansible/deploy-1-1/recap.json")).isNotEmpty();
            assertThat(StateDirectory.recordings()).isEmptyDirectory();
            assertThat(build.getAction(PlaybookRunsAction.class).getRuns())
                    .singleElement()
                    .satisfies(run -> {
                        assertThat(run.getPlaybook()).isEqualTo("site.yml");
                        assertThat(run.getStatus()).isEqualTo("failed");
                        assertThat(run.getSentence()).contains("Jenkins went down while the run was going on");
                    });
            String page =
                    jenkins.createWebClient().getPage(build, "ansible-events").asNormalizedText();
            assertThat(page).contains("site.yml", "Jenkins went down while the run was going on");
        });
    }

    @Test
    void recordingOfADeletedBuildIsRemoved() throws Throwable {
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("deploy");
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
            leaveBehind("deploy-1-1", build);
            build.delete();
        });
        sessions.then(jenkins -> assertThat(StateDirectory.recordings()).isEmptyDirectory());
    }

    private static void leaveBehind(String ident, FreeStyleBuild build) throws IOException {
        RecordingOwner.remember(ident, build, "site.yml", ArchivedPart.ALL);
        RunDirectory run = RunDirectory.in(StateDirectory.recordings(), ident);
        run.create();
        Files.writeString(run.status(), "running");
        Path events = Files.createFile(run.events());
        Files.writeString(events, "{\"uuid\":\"u1\",\"counter\":1,\"event\":\"verbose\",\"stdout\":\"\"}\n");
    }

    private static String artifact(FreeStyleBuild build, String path) throws IOException {
        try (var file = build.getArtifactManager().root().child(path).open()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
