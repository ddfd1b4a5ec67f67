package io.jenkins.plugins.ansibleevents.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages of a build about its runs, and the documents that they are drawn from. */
@WithJenkins
class RunPageTest {

    private static final String FAILING = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: "install <b>"
                  ansible.builtin.fail:
                    msg: "no package on {{ inventory_hostname }}"
                  when: inventory_hostname != 'web3'
            """;

    @TempDir
    Path files;

    @Test
    void pageFollowsARunThatGoesOnAndIsThereWhenItHasEnded(JenkinsRule jenkins) throws Exception {
        Path go = files.resolve("go");
        FreeStyleProject job = LocalPlaybook.job(jenkins, "live", """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - name: wait
                      ansible.builtin.shell: "until test -e %s; do sleep 0.2; done"
                """.formatted(go));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofSeconds(60)).until(() -> build.getAction(PlaybookRunsAction.class) != null);
        try (var browser = jenkins.createWebClient()) {
            String ident = onlyRun(build);
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            json(browser, build, ident, "tasks").at("/tasks").size() == 1);

            JsonNode summary = json(browser, build, ident, "summary");
            assertThat(summary.at("/final").asBoolean()).isFalse();
            assertThat(summary.at("/status").asText()).isEqualTo("running");
            WebResponse first = answer(browser, build, ident, "hosts", "");
            assertThat(first.getResponseHeaderValue("Cache-Control")).isEqualTo("private, no-cache");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                String known = answer(browser, build, ident, "hosts", "").getResponseHeaderValue("ETag");
                assertThat(answer(browser, build, ident, "hosts", known).getStatusCode())
                        .isEqualTo(304);
            });
            HtmlPage page = browser.getPage(build, "ansible-events/");
            assertThat(mount(page).getAttribute("data-api")).endsWith("/live/1/ansible-events/api/" + ident + "/");
            HtmlPage buildPage = browser.getPage(build);
            assertThat(buildPage.asNormalizedText()).contains("site.yml", "running for");
            assertThat(again(browser, buildPage)).contains("data-going-on=\"true\"", "running for");

            Files.createFile(go);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));

            assertThat(json(browser, build, ident, "summary").at("/final").asBoolean())
                    .isTrue();
            WebResponse last = answer(browser, build, ident, "hosts", first.getResponseHeaderValue("ETag"));
            assertThat(last.getStatusCode()).isEqualTo(200);
            assertThat(last.getResponseHeaderValue("Cache-Control")).isEqualTo("private, max-age=600");
            assertThat(answer(browser, build, ident, "hosts", last.getResponseHeaderValue("ETag"))
                            .getStatusCode())
                    .isEqualTo(304);
            assertThat(again(browser, buildPage))
                    .contains("data-going-on=\"false\"", "1 host ok")
                    .doesNotContain("running");
            assertThat(mount(browser.getPage(build, "ansible-events/"))).isNotNull();
        }
    }

    /** What a page that shows a run asks for every few seconds. */
    private static String again(JenkinsRule.WebClient browser, HtmlPage page) throws Exception {
        HtmlElement live = page.getFirstByXPath("//div[@class='ansible-live']");
        WebResponse answer = browser.getPage(
                        new WebRequest(page.getFullyQualifiedUrl(live.getAttribute("data-address"))))
                .getWebResponse();
        assertThat(answer.getStatusCode()).isEqualTo(200);
        return answer.getContentAsString();
    }

    @Test
    void buildPageNamesTheReasonOnceWithALinkToEachHost(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = failed(jenkins);
        String ident = onlyRun(build);

        try (var browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(build);

            List<HtmlElement> reasons = page.getByXPath("//ul[@class='ansible-reasons']/li");
            assertThat(reasons).hasSize(1);
            assertThat(reasons.get(0).asNormalizedText()).contains("install <b>", "no package on web1", "web1", "web2");
            assertThat(page.asNormalizedText()).contains("2 of 3 hosts failed");
            HtmlAnchor host = reasons.get(0).getFirstByXPath(".//a[.='web2']");
            assertThat(host.getHrefAttribute()).endsWith("/1/ansible-events/#host:web2");
            assertThat(page.<HtmlElement>getByXPath("//a[contains(@href,'report.html') and not(@download)]"))
                    .as("Jenkins serves artifacts without their styles")
                    .allMatch(link -> link.getAttribute("href").contains("/artifact/ansible/"));
            assertThat(browser.getPage(build, "ansible-events/")
                            .<HtmlElement>getByXPath("//a[contains(@href,'report.html')]"))
                    .allMatch(link -> link.hasAttribute("download"));
        }
        assertThat(new DepthFirstScanner().allNodes(build.getExecution()))
                .extracting(node -> node.getAction(LabelAction.class))
                .filteredOn(Objects::nonNull)
                .extracting(LabelAction::getDisplayName)
                .containsExactly("site.yml: 2 of 3 hosts failed");
        jenkins.assertLogContains("[ansible] 2 of 3 hosts failed \u00b7 ", build);
        assertThat(json(jenkins.createWebClient(), build, ident, "failures").at("/groups"))
                .hasSize(1);
    }

    @Test
    void severalRunsOfAPlaybookDifferByStageBranchAndLimit(JenkinsRule jenkins) throws Exception {
        String step = "ansibleRun playbook: 'site.yml', connection: 'local', inventory: 'web1,web2,web3', "
                + "resultPolicy: [failed: 'UNSTABLE']";
        WorkflowRun build = pipeline(
                jenkins,
                "stage('Check') { " + step + ", checkMode: true, limit: 'web3' }\n"
                        + "stage('Deploy') { parallel web: { " + step + ", limit: 'web1' } }",
                Result.UNSTABLE);

        try (var browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(build, "ansible-events/");

            List<HtmlElement> rows = page.getByXPath("//table[contains(@class,'ansible-runs')]/tbody/tr");
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).asNormalizedText()).contains("Check", "limit web3", "1 host ok", "check mode");
            assertThat(rows.get(1).asNormalizedText()).contains("Deploy / web", "limit web1", "1 of 1 host failed");
            HtmlAnchor run = rows.get(1).getFirstByXPath(".//a[.='site.yml']");
            HtmlPage one = run.click();
            assertThat(mount(one).getAttribute("data-api"))
                    .contains(run.getHrefAttribute().replaceFirst(".*/run/", ""));
            assertThat(location(browser, build, "ansible-events/host?name=web1"))
                    .endsWith(run.getHrefAttribute().replaceFirst(".*ansible-events/", "") + "#host:web1");
        }
    }

    @Test
    void hostOfTheLogLeadsToItsFailure(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = failed(jenkins);
        String ident = onlyRun(build);

        try (var browser = jenkins.createWebClient()) {
            HtmlPage log = browser.getPage(build, "console");
            HtmlAnchor host = log.getFirstByXPath("//a[@class='ansible-bad-host'][.='web2']");
            assertThat(host.getHrefAttribute())
                    .endsWith("ansible-events/host?name=web2&run=" + ident + "&task=install%20%3Cb%3E");

            String target = location(browser, build, "ansible-events/host?name=web2&task=install%20%3Cb%3E");

            String counter = target.replaceFirst(".*#event:", "");
            JsonNode event = json(browser, build, ident, "event?counter=" + counter);
            assertThat(event.at("/event_data/host").asText()).isEqualTo("web2");
            assertThat(event.at("/event").asText()).isEqualTo("runner_on_failed");
            assertThat(location(browser, build, "ansible-events/host?name=web3&task=install%20%3Cb%3E"))
                    .endsWith("#host:web3");
            assertThat(location(browser, build, "ansible-events/host")).endsWith("#host:");
        }
    }

    @Test
    void wrongQuestionsAreAnsweredWithASentence(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "ask", LocalPlaybook.HELLO));
        String ident = onlyRun(build);

        try (var browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            WebResponse unknown = answer(browser, build, ident, "nothing", "");
            assertThat(unknown.getStatusCode()).isEqualTo(404);
            assertThat(error(unknown)).contains("there is no document \"nothing\"", "summary");
            WebResponse wrong = answer(browser, build, ident, "events?limit=many", "");
            assertThat(wrong.getStatusCode()).isEqualTo(400);
            assertThat(error(wrong)).contains("limit");
            assertThat(answer(browser, build, "other-run", "summary", "").getStatusCode())
                    .isEqualTo(404);
            var post = new WebRequest(url(jenkins, build, ident, "summary"), HttpMethod.POST);
            assertThat(browser.getPage(browser.addCrumb(post)).getWebResponse().getStatusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void runWithoutAnIndexOfItsOwnIsShownAllTheSame(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "old", LocalPlaybook.HELLO));
        String ident = onlyRun(build);
        Files.delete(archive(build, ident).resolve(RunDirectory.INDEX));

        try (var browser = jenkins.createWebClient()) {
            assertThat(json(browser, build, ident, "hosts").at("/hosts/0/name").asText())
                    .isEqualTo("localhost");
        }
    }

    @Test
    void pageOfARunWhoseArtifactsAreGoneHasWhatTheBuildKeeps(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = failed(jenkins);
        String ident = onlyRun(build);
        new FilePath(archive(build, ident).toFile()).deleteRecursive();

        try (var browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            String page = browser.getPage(build, "ansible-events/").asNormalizedText();
            assertThat(page)
                    .contains("2 of 3 hosts failed", "install <b>", "no package on web1")
                    .contains("The artifacts of this run are gone, or none were kept.");
            WebResponse answer = answer(browser, build, ident, "summary", "");
            assertThat(answer.getStatusCode()).isEqualTo(404);
            assertThat(error(answer)).contains("are gone");
        }
    }

    @Test
    void documentsAreForThoseWhoMaySeeTheArtifacts(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = failed(jenkins);
        String ident = onlyRun(build);
        try (var permission = new ArtifactsPermission(jenkins);
                var anonymous = permission.browser();
                var auditor = permission.browser().login("auditor");
                var reader = permission.browser().login("reader")) {
            assertThat(answer(anonymous, build, ident, "summary", "").getStatusCode())
                    .isIn(403, 404);
            WebResponse summary = answer(auditor, build, ident, "summary", "");
            assertThat(summary.getStatusCode()).isEqualTo(200);
            assertThat(summary.getResponseHeaderValue("Vary"))
                    .as("the next user of the browser does not get it from there")
                    .contains("Cookie");
            assertThat(answer(reader, build, ident, "summary", "").getStatusCode())
                    .isEqualTo(403);
            assertThat(reader.getPage(build)
                            .<HtmlElement>getByXPath("//ul[@class='ansible-reasons'] | //p[@class='ansible-reason']"))
                    .isEmpty();
        }
    }

    @Test
    void newBuildPageHasTheResultAmongItsDetailsAndATab(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = failed(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        User.getById("modern", true)
                .addProperty(new UserExperimentalFlagsProperty(Map.of("new-build-page.flag", "true")));

        try (var browser = jenkins.createWebClient().login("modern")) {
            HtmlPage overview = browser.getPage(build);

            HtmlAnchor detail =
                    overview.getFirstByXPath("//a[@class='jenkins-details__item'][contains(@href, 'ansible-events')]");
            assertThat(detail.asNormalizedText()).contains("2 of 3 hosts failed");
            assertThat(detail.getHrefAttribute())
                    .as("pages below the build's show it, too")
                    .isEqualTo("/jenkins/" + build.getUrl() + "ansible-events/");
            assertThat(mount(browser.getPage(build, "ansible-events/"))).isNotNull();
        }
    }

    /** A build whose only run has failed on two of three hosts. */
    private static WorkflowRun failed(JenkinsRule jenkins) throws Exception {
        String step = "ansibleRun playbook: 'site.yml', connection: 'local', inventory: 'web1,web2,web3'";
        return pipeline(jenkins, step, Result.FAILURE);
    }

    private static WorkflowRun pipeline(JenkinsRule jenkins, String steps, Result result) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "piped");
        job.setDefinition(new CpsFlowDefinition(
                "node {\nwriteFile file: 'site.yml', text: '''" + FAILING + "'''\n" + steps + "\n}", true));
        return jenkins.assertBuildStatus(result, job.scheduleBuild2(0));
    }

    private static HtmlElement mount(HtmlPage page) {
        return page.getFirstByXPath("//div[@class='ansible-events-view']");
    }

    private static String onlyRun(Run<?, ?> build) {
        List<BuildRun> runs = build.getAction(PlaybookRunsAction.class).getAll();
        assertThat(runs).hasSize(1);
        return runs.get(0).getIdent();
    }

    private static Path archive(Run<?, ?> build, String ident) {
        return RunArchive.directory(build.getRootDir().toPath()).resolve(ident);
    }

    /** Where a browser is sent, with the fragment. */
    private static String location(JenkinsRule.WebClient browser, Run<?, ?> build, String path) throws Exception {
        browser.getOptions().setRedirectEnabled(false);
        browser.setThrowExceptionOnFailingStatusCode(false);
        try {
            return browser.getPage(new WebRequest(new URL(browser.getContextPath() + build.getUrl() + path)))
                    .getWebResponse()
                    .getResponseHeaderValue("Location");
        } finally {
            browser.getOptions().setRedirectEnabled(true);
        }
    }

    private static URL url(JenkinsRule jenkins, Run<?, ?> build, String ident, String document) throws IOException {
        return new URL(jenkins.getURL() + build.getUrl() + "ansible-events/api/" + ident + "/" + document);
    }

    private static WebResponse answer(
            JenkinsRule.WebClient browser, Run<?, ?> build, String ident, String document, String known)
            throws Exception {
        var request = new WebRequest(
                new URL(browser.getContextPath() + build.getUrl() + "ansible-events/api/" + ident + "/" + document));
        if (!known.isEmpty()) {
            request.setAdditionalHeader("If-None-Match", known);
        }
        browser.getCache().setMaxSize(0); // what the server says is looked at here
        boolean strict = browser.getOptions().isThrowExceptionOnFailingStatusCode();
        browser.setThrowExceptionOnFailingStatusCode(false);
        try {
            return browser.loadWebResponse(request);
        } finally {
            browser.setThrowExceptionOnFailingStatusCode(strict);
        }
    }

    private static JsonNode json(JenkinsRule.WebClient browser, Run<?, ?> build, String ident, String document)
            throws Exception {
        WebResponse answer = answer(browser, build, ident, document, "");
        assertThat(answer.getStatusCode()).as(answer.getContentAsString()).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("application/json");
        return new ObjectMapper().readTree(answer.getContentAsString());
    }

    private static String error(WebResponse answer) throws IOException {
        return new ObjectMapper()
                .readTree(answer.getContentAsString())
                .path("error")
                .asText();
    }
}
