package io.jenkins.plugins.ansibleevents.build.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages of jobs and hosts about the runs of earlier builds, in a real Jenkins. */
@WithJenkins
class JobHistoryTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: check
                  ansible.builtin.assert:
                    that: inventory_hostname not in lookup('env', 'BROKEN').split(' ')
                    fail_msg: "{{ inventory_hostname }} is broken"
            """;

    @Test
    void jobComparesItsLastBuilds(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins, "compared");
        build(jenkins, job, "localhost");
        build(jenkins, job, "");
        Run<?, ?> last = build(jenkins, job, "localhost");

        try (var browser = jenkins.createWebClient()) {
            JsonNode json = json(browser, "job/compared/ansible-events/api");

            assertThat(json.at("/builds").findValuesAsText("number")).containsExactly("3", "2", "1");
            assertThat(json.at("/cells").toString()).isEqualTo("[\"f\",\"o\",\"f\"]");
            assertThat(json.at("/comparison/new/0/message").asText()).isEqualTo("localhost is broken");
            assertThat(json.at("/flaky/hosts/0/name").asText()).isEqualTo("localhost");
            assertThat(json.at("/flaky/tasks/0/name").asText()).isEqualTo("check");
            assertThat(json.at("/slow/0/name").asText()).isEqualTo("check");
            HtmlPage page = browser.goTo("job/compared/ansible-events/");
            assertThat(mount(page).getAttribute("data-api")).endsWith("/job/compared/ansible-events/api");
            assertThat(mount(browser.goTo("job/compared/")).getAttribute("data-small"))
                    .isEqualTo("true");
        }
        last.delete();
        try (var browser = jenkins.createWebClient()) {
            assertThat(json(browser, "job/compared/ansible-events/api").at("/builds"))
                    .hasSize(2);
        }
    }

    @Test
    void pageOfAJobAndItsMainPageLoadECharts(JenkinsRule jenkins) throws Exception {
        build(jenkins, job(jenkins, "drawn"), "");

        try (var browser = jenkins.createWebClient()) {
            for (String address : List.of("job/drawn/ansible-events/", "job/drawn/")) {
                HtmlPage page = browser.goTo(address);
                HtmlElement script = page.getFirstByXPath("//script[contains(@src,'/echarts.min.js')]");
                assertThat(script).as(address).isNotNull();
                WebResponse served =
                        browser.loadWebResponse(new WebRequest(page.getFullyQualifiedUrl(script.getAttribute("src"))));
                assertThat(served.getStatusCode()).isEqualTo(200);
                assertThat(served.getContentAsString()).contains("Apache Software Foundation");
                assertThat(page.executeJavaScript("typeof echarts.init").getJavaScriptResult())
                        .as("known to the modules of the page")
                        .isEqualTo("function");
            }
        }
    }

    @Test
    void historyOutlivesTheArtifactsAndTheCacheOfABrowserKnowsIt(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins, "kept");
        Run<?, ?> build = build(jenkins, job, "localhost");
        build.deleteArtifacts();

        try (var browser = jenkins.createWebClient()) {
            WebResponse first = answer(browser, "job/kept/ansible-events/api", "");
            assertThat(first.getContentAsString()).contains("localhost is broken");
            String tag = first.getResponseHeaderValue("ETag");
            assertThat(answer(browser, "job/kept/ansible-events/api", tag).getStatusCode())
                    .isEqualTo(304);
            assertThat(answer(browser, "job/kept/ansible-events/api?reference=successful", tag)
                            .getStatusCode())
                    .isEqualTo(200);
            build(jenkins, job, "");
            assertThat(answer(browser, "job/kept/ansible-events/api", tag).getStatusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void jobWithoutARunHasNoPage(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("plain");
        jenkins.buildAndAssertSuccess(job);

        assertThat(job.getAction(JobRunsAction.class)).isNull();
    }

    @Test
    void wrongQuestionsAreAnsweredWithASentence(JenkinsRule jenkins) throws Exception {
        build(jenkins, job(jenkins, "asked"), "");

        try (var browser = jenkins.createWebClient()) {
            WebResponse many = answer(browser, "job/asked/ansible-events/api?builds=9999", "");
            assertThat(many.getStatusCode()).isEqualTo(400);
            assertThat(many.getContentAsString()).contains("must be a number from 1 to 200");
            WebResponse other = answer(browser, "job/asked/ansible-events/api?reference=x", "");
            assertThat(other.getStatusCode()).isEqualTo(400);
            assertThat(other.getContentAsString()).contains("previous or successful");
        }
    }

    @Test
    void hostShowsWhatTheJobsDidThatAUserMayRead(JenkinsRule jenkins) throws Exception {
        FreeStyleProject open = job(jenkins, "open");
        FreeStyleProject secret = job(jenkins, "secret");
        build(jenkins, open, "");
        build(jenkins, secret, "localhost");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stranger")
                .grant(Item.READ)
                .onItems(open)
                .to("reader")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        try (var browser = jenkins.createWebClient()) {
            browser.login("admin");
            assertThat(json(browser, "ansible-hosts/host?name=localhost")
                            .at("/runs")
                            .findValuesAsText("job"))
                    .containsExactly("secret", "open");
            browser.login("reader");
            JsonNode read = json(browser, "ansible-hosts/host?name=localhost");
            assertThat(read.at("/runs").findValuesAsText("job")).containsExactly("open");
            assertThat(read.toString()).doesNotContain("secret", "broken");
            assertThat(json(browser, "ansible-hosts/find?part=LOCAL").at("/hosts"))
                    .hasSize(1);
            assertThat(browser.goTo("ansible-hosts/?name=localhost").getTitleText())
                    .startsWith("Ansible hosts");
            browser.login("stranger");
            assertThat(json(browser, "ansible-hosts/find").at("/hosts")).isEmpty();
            assertThat(json(browser, "ansible-hosts/host?name=localhost").at("/runs"))
                    .isEmpty();
        }
        open.renameTo("renamed");
        try (var browser = jenkins.createWebClient()) {
            browser.login("admin");
            assertThat(json(browser, "ansible-hosts/host?name=localhost")
                            .at("/runs")
                            .findValuesAsText("job"))
                    .as("a job that has another name now")
                    .containsExactly("secret", "renamed");
        }
    }

    @Test
    void deletedBuildLeavesThePageAndTheFileOfItsHost(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins, "deleting");
        build(jenkins, job, "");
        Run<?, ?> broken = build(jenkins, job, "localhost");
        Path file = StateDirectory.hosts().resolve("localhost.jsonl");
        assertThat(file).content().contains("localhost is broken");

        broken.delete();

        assertThat(file).content().doesNotContain("localhost is broken").hasLineCount(1);
        try (var browser = jenkins.createWebClient()) {
            assertThat(builds(browser, "host?name=localhost", "/runs")).containsExactly("1");
            assertThat(builds(browser, "find", "/hosts")).containsExactly("1");
        }
        job.getBuildByNumber(1).delete();
        try (var browser = jenkins.createWebClient()) {
            assertThat(builds(browser, "find", "/hosts")).isEmpty();
        }
    }

    @Test
    void deletedJobLeavesTheFilesOfItsHostsWithinADay(JenkinsRule jenkins) throws Exception {
        build(jenkins, job(jenkins, "kept"), "");
        FreeStyleProject deleted = job(jenkins, "deleted");
        build(jenkins, deleted, "localhost");
        deleted.renameTo("renamed");
        Path file = StateDirectory.hosts().resolve("localhost.jsonl");
        assertThat(file).content().contains("localhost is broken").hasLineCount(2);

        deleted.delete();
        HostHistory.get().execute(TaskListener.NULL);

        assertThat(file).content().doesNotContain("localhost is broken").hasLineCount(1);
        assertThat(StateDirectory.hosts().resolve("moved.lines"))
                .as("done, so forgotten")
                .content()
                .doesNotContain("\"to\":\"\"");
        try (var browser = jenkins.createWebClient()) {
            assertThat(json(browser, "ansible-hosts/host?name=localhost")
                            .at("/runs")
                            .findValuesAsText("job"))
                    .containsExactly("kept");
        }
    }

    @Test
    void jobWithTheNameOfADeletedOneDoesNotShowWhatThatDid(JenkinsRule jenkins) throws Exception {
        FreeStyleProject first = job(jenkins, "again");
        build(jenkins, first, "localhost");
        first.delete();
        FreeStyleProject second = job(jenkins, "again");

        try (var browser = jenkins.createWebClient()) {
            assertThat(builds(browser, "host?name=localhost", "/runs")).isEmpty();
            assertThat(builds(browser, "find", "/hosts")).isEmpty();
            build(jenkins, second, "");
            JsonNode host = json(browser, "ansible-hosts/host?name=localhost");
            assertThat(host.at("/runs").findValuesAsText("state"))
                    .as("also where the number of the build is the same")
                    .containsExactly("o");
            assertThat(builds(browser, "find", "/hosts")).containsExactly("1");
        }
    }

    @Test
    void anonymousUsersSeeNoHost(JenkinsRule jenkins) throws Exception {
        build(jenkins, job(jenkins, "closed"), "");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());

        try (var browser = jenkins.createWebClient()) {
            assertThat(answer(browser, "ansible-hosts/find", "").getStatusCode())
                    .isEqualTo(403);
            assertThat(answer(browser, "job/closed/ansible-events/api", "").getStatusCode())
                    .isIn(403, 404);
        }
    }

    private static FreeStyleProject job(JenkinsRule jenkins, String name) throws Exception {
        FreeStyleProject job = LocalPlaybook.job(jenkins, name, SITE);
        job.addProperty(new ParametersDefinitionProperty(List.of(new StringParameterDefinition("BROKEN", ""))));
        return job;
    }

    private static Run<?, ?> build(JenkinsRule jenkins, FreeStyleProject job, String broken) throws Exception {
        var parameters = new ParametersAction(new StringParameterValue("BROKEN", broken));
        return jenkins.assertBuildStatus(
                broken.isEmpty() ? Result.SUCCESS : Result.FAILURE, job.scheduleBuild2(0, parameters));
    }

    private static HtmlElement mount(HtmlPage page) {
        return page.getFirstByXPath("//div[contains(@class,'ansible-job-history')]");
    }

    private static List<String> builds(JenkinsRule.WebClient browser, String document, String list) throws Exception {
        return json(browser, "ansible-hosts/" + document).at(list).findValuesAsText("build");
    }

    private static JsonNode json(JenkinsRule.WebClient browser, String path) throws Exception {
        WebResponse answer = answer(browser, path, "");
        assertThat(answer.getStatusCode()).as(answer.getContentAsString()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.getContentAsString());
    }

    private static WebResponse answer(JenkinsRule.WebClient browser, String path, String known) throws Exception {
        var request = new WebRequest(new URL(browser.getContextPath() + path));
        if (!known.isEmpty()) {
            request.setAdditionalHeader("If-None-Match", known);
        }
        browser.setThrowExceptionOnFailingStatusCode(false);
        return browser.loadWebResponse(request);
    }
}
