package io.jenkins.plugins.ansibleevents.build;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.AbandonedRun;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
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

    @Test
    void buildThatWasCutOffFailsAndSaysWhatHappened() throws Throwable {
        sessions.then(jenkins -> {
            leaveBehind("early-1-1", cutOff(jenkins, "early"));
            leaveBehind("late-1-1", cutOff(jenkins, "late"));
            RunDirectory late = new RunDirectory(StateDirectory.recordings().resolve("late-1-1"));
            AbandonedRun.close(late, RunReports::draw, "canceled");
        });
        sessions.then(jenkins -> {
            FreeStyleBuild early = build(jenkins, "early");
            jenkins.assertBuildStatus(Result.FAILURE, early);
            jenkins.assertLogContains("Jenkins went down while the run was going on and ended it", early);
            jenkins.assertLogContains("is among the artifacts, in ansible/early-1-1", early);
            assertThat(early.getDuration()).isPositive();
            assertThat(early.getParent().getLastFailedBuild()).isEqualTo(early);
            assertThat(artifact(early, "ansible/early-1-1/status")).isEqualTo("failed");
            FreeStyleBuild late = build(jenkins, "late");
            jenkins.assertBuildStatus(Result.FAILURE, late);
            jenkins.assertLogContains("after the run had ended and before its build had: canceled", late);
            assertThat(late.getAction(PlaybookRunsAction.class).getRuns()).hasSize(1);
        });
    }

    @Test
    void cutOffBuildKeepsNoArtifactsWhenItsJobWantsNone() throws Throwable {
        sessions.then(jenkins -> leaveBehind("deploy-1-1", cutOff(jenkins, "deploy"), ArchivedPart.NOTHING));
        sessions.then(jenkins -> {
            FreeStyleBuild build = build(jenkins, "deploy");
            assertThat(build.getArtifactManager().root().child("ansible").exists())
                    .isFalse();
            jenkins.assertLogNotContains("among the artifacts", build);
            jenkins.assertLogContains("Start the build again.", build);
            assertThat(StateDirectory.recordings()).isEmptyDirectory();
        });
    }

    /** Half a directory would replace the artifacts of the whole one. */
    @Test
    void recordingThatWasBeingDeletedIsNotArchivedAgain() throws Throwable {
        sessions.then(jenkins -> {
            leaveBehind("deploy-1-1", jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("deploy")));
            Files.move(
                    StateDirectory.recordings().resolve("deploy-1-1"),
                    StateDirectory.recordings().resolve("deploy-1-1~deleted"));
        });
        sessions.then(jenkins -> {
            jenkins.assertBuildStatusSuccess(build(jenkins, "deploy"));
            assertThat(build(jenkins, "deploy")
                            .getArtifactManager()
                            .root()
                            .child("ansible")
                            .exists())
                    .isFalse();
            assertThat(StateDirectory.recordings()).isEmptyDirectory();
        });
    }

    /** A build as it lies on the disk when Jenkins dies in the middle of it; an earlier step has made it unstable. */
    private static FreeStyleBuild cutOff(JenkinsRule jenkins, String name) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.getBuildersList().add(new SavedInTheMiddle());
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        job.getBuildersList().clear(); // Jenkins loads no job with a builder of a test
        job.save();
        Path directory = build.getRootDir().toPath();
        Files.move(directory.resolve("middle"), directory.resolve("build.xml"), StandardCopyOption.REPLACE_EXISTING);
        return build;
    }

    /** Keeps the file of a build as it is while the build goes on. */
    private static final class SavedInTheMiddle extends TestBuilder {

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener log) throws IOException {
            build.setResult(Result.UNSTABLE);
            CutOffBuild.save(build);
            Path directory = build.getRootDir().toPath();
            Files.copy(directory.resolve("build.xml"), directory.resolve("middle"));
            return true;
        }
    }

    private static FreeStyleBuild build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, FreeStyleProject.class).getLastBuild();
    }

    private static void leaveBehind(String ident, FreeStyleBuild build) throws IOException {
        leaveBehind(ident, build, ArchivedPart.ALL);
    }

    private static void leaveBehind(String ident, FreeStyleBuild build, ArchivedPart part) throws IOException {
        RecordingOwner.remember(
                new PlaybookRunInfo(
                        build,
                        ident,
                        "site.yml",
                        "",
                        "",
                        RunArchive.recording(ident),
                        List.of(),
                        TaskListener.NULL,
                        reason -> {}),
                part);
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
