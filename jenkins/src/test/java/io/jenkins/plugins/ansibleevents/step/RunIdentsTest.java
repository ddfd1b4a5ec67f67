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
    void ofAJobsNameTheIdentHasWhatEverySystemTakes(JenkinsRule jenkins) {
        assertThat(RunIdents.readable("Prüf")).isEqualTo("Pruf");
        assertThat(RunIdents.readable("日本")).isEqualTo("run");
        assertThat(RunIdents.readable("team/web deploy")).isEqualTo("team.web.deploy");
        assertThat(RunIdents.readable("." + "x.".repeat(100) + "y"))
                .hasSizeLessThanOrEqualTo(150)
                .doesNotStartWith(".");
    }

    @Test
    void jobsWhoseNamesLookAlikeHaveIdentsOfTheirOwn(JenkinsRule jenkins) throws Exception {
        assertThat(ident(jenkins, "web deploy"))
                .matches("web.deploy-1-1-[0-9a-f]{10}")
                .isNotEqualTo(ident(jenkins, "web.deploy"));
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
