package io.jenkins.plugins.ansibleevents.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The files of runs that a build keeps, and who may see them. */
@WithJenkins
class ArchivedRunTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: remember
                  ansible.builtin.set_fact:
                    role: frontend
                    leak: "{{ token | default('none') }}"
                    cacheable: true
                - name: repeat
                  ansible.builtin.debug:
                    msg: "line {{ item }}"
                  loop: "{{ range(0, times | default(1) | int) | list }}"
            """;

    @Test
    void factsAreKeptWithoutSecrets(JenkinsRule jenkins) throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "token", "", Secret.fromString("one-x7Kq9")));

        WorkflowRun build = build(jenkins, "factCache: true, secretVars: [[name: 'token', credentialsId: 'token']]");

        List<String> facts = facts(build, 1);
        assertThat(facts).hasSize(1);
        assertThat(artifact(build, facts.get(0)))
                .contains("\"role\": \"frontend\"", "****")
                .doesNotContain("one-x7Kq9");
    }

    @Test
    void archiveSaysWhatIsKept(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(
                jenkins,
                "archive: 'SUMMARY'",
                "archive: 'FAILED', factCache: true",
                "archive: 'FAILED', limit: 'nowhere', resultPolicy: [noHostsMatched: 'SUCCESS']",
                "archive: 'NOTHING'");

        assertThat(names(build, 1))
                .contains("recap.json", "report.html", "manifest.json")
                .doesNotContain("events.jsonl", "stdout");
        assertThat(names(build, 2)).contains("recap.json").doesNotContain("events.jsonl");
        assertThat(facts(build, 2)).isEmpty();
        assertThat(names(build, 3)).contains("recap.json", "events.jsonl", "stdout");
        assertThat(names(build, 4)).isEmpty();
        String last = build.getAction(PlaybookRunsAction.class).getRuns().get(3).getIdent();
        HtmlPage page = jenkins.createWebClient().getPage(build, "ansible-events/run/" + last + "/");
        assertThat(page.asNormalizedText()).contains("The artifacts of this run are gone, or none were kept.");
        assertThat(RunArchive.recording(last)).doesNotExist();
    }

    @Test
    void newBuildPageHasATabAndACardForTheRuns(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins, "verbosity: 0");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        User.getById("modern", true)
                .addProperty(new UserExperimentalFlagsProperty(Map.of("new-build-page.flag", "true")));

        try (var browser = jenkins.createWebClient().login("modern")) {
            HtmlPage overview = browser.getPage(build);
            assertThat(tabs(overview)).contains("Ansible");
            HtmlElement card = overview.getFirstByXPath("//div[@class='jenkins-card'][.//a[@href='ansible-events']]");
            assertThat(card.asNormalizedText()).contains("site.yml", "1 host ok");
            HtmlPage runs = browser.getPage(build, "ansible-events");
            assertThat(tabs(runs)).contains("Ansible");
            assertThat(runs.getTitleText()).startsWith("Ansible - #1");
        }
    }

    private static List<String> tabs(HtmlPage page) {
        return page.<HtmlElement>getByXPath("//div[@class='app-build-tabs']/a").stream()
                .map(HtmlElement::asNormalizedText)
                .map(String::strip)
                .toList();
    }

    @Test
    void artifactsAreForThoseWhoMaySeeThem(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins, "verbosity: 0");
        try (var permission = new ArtifactsPermission(jenkins);
                var browser = permission.browser()) {
            assertThat(page(browser.login("auditor"), build)).contains("Artifacts", "Download the report");
            assertThat(page(browser.login("reader"), build))
                    .contains("You may not see the artifacts of this build.")
                    .doesNotContain("Artifacts", "Download");
        }
    }

    private static String page(JenkinsRule.WebClient browser, WorkflowRun build) throws Exception {
        return browser.getPage(build, "ansible-events").asNormalizedText();
    }

    /** A build with a run for each of the options. */
    private static WorkflowRun build(JenkinsRule jenkins, String... options) throws Exception {
        var script = new StringBuilder("node { writeFile file: 'site.yml', text: '''%s'''\n".formatted(SITE));
        for (String option : options) {
            String inventory = option.contains("inventory:") ? "" : "inventory: 'localhost,', ";
            script.append("ansibleRun playbook: 'site.yml', connection: 'local', " + inventory + option + "\n");
        }
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "kept");
        job.setDefinition(new CpsFlowDefinition(script + "}", true));
        return jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
    }

    /** The files of facts; Ansible's own names for them differ by version. */
    private static List<String> facts(WorkflowRun build, int run) {
        return names(build, run).stream()
                .filter(name -> name.startsWith("fact_cache/"))
                .toList();
    }

    private static List<String> names(WorkflowRun build, int run) {
        String beginning = "ansible/kept-1-" + run + "-";
        return build.getArtifacts().stream()
                .map(artifact -> artifact.relativePath)
                .filter(path -> path.startsWith(beginning))
                .map(path -> path.substring(path.indexOf('/', beginning.length()) + 1))
                .toList();
    }

    private static String artifact(WorkflowRun build, String name) throws IOException {
        try (var file = build.getArtifactManager()
                .root()
                .child("ansible/" + LocalPlaybook.ident(build, "kept-1-1") + "/" + name)
                .open()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
