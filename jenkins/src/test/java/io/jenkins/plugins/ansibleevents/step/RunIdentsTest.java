package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Receivers know runs by their idents alone: no two runs have the same, ever. */
@WithJenkins
class RunIdentsTest {

    @Test
    void jobsWhoseNamesLookAlikeHaveIdentsOfTheirOwn(JenkinsRule jenkins) throws Exception {
        assertThat(ident(jenkins, "Prüf")).matches("Pruf-1-1-[0-9a-f]{10}");
        assertThat(ident(jenkins, "Präf")).matches("Praf-1-1-[0-9a-f]{10}");
        assertThat(ident(jenkins, "日本")).matches("run-1-1-[0-9a-f]{10}").isNotEqualTo(ident(jenkins, "中国"));
        assertThat(ident(jenkins, "web deploy"))
                .matches("web.deploy-1-1-[0-9a-f]{10}")
                .isNotEqualTo(ident(jenkins, "web.deploy"));
        assertThat(ident(jenkins, "x.".repeat(60) + "y".repeat(80)))
                .hasSizeLessThan(200)
                .doesNotStartWith(".");
    }

    @Test
    void aJobThatIsMadeAgainHasNewIdents(JenkinsRule jenkins) throws Exception {
        String before = ident(jenkins, "deploy");
        jenkins.jenkins.getItem("deploy").delete();
        assertThat(ident(jenkins, "deploy")).isNotEqualTo(before);
    }

    @Test
    void runsOfOneBuildAreNumbered(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("deploy"));
        assertThat(RunIdents.next(build)).startsWith("deploy-1-1-");
        assertThat(RunIdents.next(build)).startsWith("deploy-1-2-");
    }

    private static String ident(JenkinsRule jenkins, String name) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        return RunIdents.next(jenkins.buildAndAssertSuccess(job));
    }
}
