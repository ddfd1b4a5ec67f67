package io.jenkins.plugins.ansibleevents.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How long builds keep the files of their runs. */
@WithJenkins
class ArtifactRetentionTest {

    @Test
    void youngestBuildsOfAJobKeepTheirFiles(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = LocalPlaybook.job(jenkins, "web", LocalPlaybook.HELLO);
        AnsibleEventsConfiguration.get().setArtifactBuilds(2);
        FreeStyleBuild first = jenkins.buildAndAssertSuccess(job);
        Files.writeString(own(first), "not of a run");
        FreeStyleBuild kept = jenkins.buildAndAssertSuccess(job);
        kept.keepLog(true);
        FreeStyleBuild third = jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild fourth = jenkins.buildAndAssertSuccess(job);

        await().atMost(Duration.ofSeconds(30)).until(() -> !hasFiles(first));

        assertThat(own(first)).as("other artifacts stay").exists();
        assertThat(hasFiles(kept)).as("it is kept forever").isTrue();
        assertThat(hasFiles(third)).isTrue();
        assertThat(hasFiles(fourth)).isTrue();
        pagesSayWhyTheFilesAreGone(jenkins, first, "it keeps them for the last 2 builds of a job.");
    }

    private static void pagesSayWhyTheFilesAreGone(JenkinsRule jenkins, Run<?, ?> build, String reason)
            throws Exception {
        assertThat(build.getRootDir().toPath().resolve("build.xml")).content().contains("<removedMillis>");
        try (var browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(build, "ansible-events");
            assertThat(page.asNormalizedText()).contains("The files of this run were removed on", reason, "1 host ok");
            assertThat(page.<Object>getByXPath("//a[contains(@href,'/artifact/')]"))
                    .as("dead links")
                    .isEmpty();
        }
    }

    @Test
    void oldBuildsLoseTheirFilesAndTheJobHasItsOwnLimit(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = LocalPlaybook.job(jenkins, "web", LocalPlaybook.HELLO);
        FreeStyleProject own = LocalPlaybook.job(jenkins, "own", LocalPlaybook.HELLO);
        var property = new ArtifactRetentionProperty();
        property.setDays(30);
        own.addProperty(property);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild other = jenkins.buildAndAssertSuccess(own);
        AnsibleEventsConfiguration.get().setArtifactDays(7);

        after(Duration.ofDays(6)).execute(null);
        assertThat(hasFiles(build)).isTrue();
        after(Duration.ofDays(8)).execute(null);
        assertThat(hasFiles(build)).isFalse();
        assertThat(hasFiles(other)).as("30 days").isTrue();
        after(Duration.ofDays(31)).execute(null);
        assertThat(hasFiles(other)).isFalse();
        pagesSayWhyTheFilesAreGone(jenkins, build, "it keeps them for 7 days.");
        pagesSayWhyTheFilesAreGone(jenkins, other, "it keeps them for 30 days.");
    }

    @Test
    void buildThatGoesOnKeepsItsFiles(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "long");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local'
                  waitUntil(initialRecurrencePeriod: 100) { fileExists 'go' }
                }
                """.formatted(LocalPlaybook.HELLO), true));
        AnsibleEventsConfiguration.get().setArtifactDays(1);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofSeconds(60)).until(() -> hasFiles(build));

        after(Duration.ofDays(9)).execute(null);
        assertThat(hasFiles(build)).isTrue();
        jenkins.jenkins.getWorkspaceFor(job).child("go").write("", "UTF-8");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        after(Duration.ofDays(9)).execute(null);
        assertThat(hasFiles(build)).isFalse();
    }

    @Test
    void settingsOfJenkinsAndOfAJobPassTheirForms(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("form");
        var property = new ArtifactRetentionProperty();
        property.setDays(30);
        property.setBuilds(20);
        job.addProperty(property);
        AnsibleEventsConfiguration.get().setArtifactDays(90);
        AnsibleEventsConfiguration.get().setArtifactBuilds(50);

        jenkins.configRoundtrip();
        FreeStyleProject saved = jenkins.configRoundtrip(job);

        assertThat(AnsibleEventsConfiguration.get().artifactRetention()).isEqualTo(new ArtifactRetention(90, 50));
        assertThat(ArtifactRetention.of(saved)).isEqualTo(new ArtifactRetention(30, 20));
        assertThatThrownBy(() -> AnsibleEventsConfiguration.get().setArtifactDays(-1))
                .hasMessage("days: must be a number from 0 on, 0 for no limit, is -1");
    }

    private static ArtifactRemoval after(Duration time) {
        return new ArtifactRemoval(InstantSource.fixed(Instant.now().plus(time)));
    }

    private static boolean hasFiles(Run<?, ?> build) throws IOException {
        return build.getArtifactManager().root().child("ansible").isDirectory();
    }

    private static Path own(Run<?, ?> build) {
        return build.getRootDir().toPath().resolve("archive/mine.txt");
    }
}
