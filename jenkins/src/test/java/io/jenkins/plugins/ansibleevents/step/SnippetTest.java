package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.CoreStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The snippet generator prints the chosen values of the form, and no default. */
@WithJenkins
class SnippetTest {

    @Test
    void defaultsAreNotPrinted(JenkinsRule jenkins) throws Exception {
        assertThat(snippet(jenkins, form())).isEqualTo("ansibleRun 'site.yml'");
    }

    @Test
    void whatWasChosenIsPrinted(JenkinsRule jenkins) throws Exception {
        JSONObject form = form();
        form.put("inventory", "hosts.ini");
        form.put("archive", "FAILED");
        form.put("console", "tasks");
        form.put("factCache", true);
        form.put("onlyFailedEventData", true);
        form.put("maxResultSize", "5000");
        form.put("sshKeys", JSONArray.fromObject("[{\"credentialsId\": \"jump\"}, {\"credentialsId\": \"\"}]"));
        form.getJSONObject("resultPolicy").put("failed", "UNSTABLE");

        assertThat(snippet(jenkins, form))
                .isEqualTo(
                        "ansibleRun archive: 'FAILED', console: 'tasks', factCache: true, inventory: 'hosts.ini', maxResultSize: 5000, onlyFailedEventData: true, playbook: 'site.yml',"
                                + " resultPolicy: ansibleResultPolicy(failed: 'UNSTABLE'),"
                                + " sshKeys: [sshKeyCredential('jump')]");
    }

    @Test
    void stepBehindItPrintsTheSame(JenkinsRule jenkins) throws Exception {
        JSONObject form = new JSONObject();
        form.put("stapler-class", AnsibleRunStep.class.getName());
        form.put("$class", AnsibleRunStep.class.getName());
        form.put("delegate", form());

        assertThat(snippet(jenkins, form)).isEqualTo("ansibleRun 'site.yml'");
    }

    @Test
    void generatorOffersTheStepOnce(JenkinsRule jenkins) throws Exception {
        try (var browser = jenkins.createWebClient()) {
            assertThat(browser.goTo(Snippetizer.ACTION_URL).getByXPath("//option/text()"))
                    .extracting(Object::toString)
                    .filteredOn(option -> option.contains("Run an Ansible playbook"))
                    .containsOnlyOnce("ansibleRun: Run an Ansible playbook")
                    .allMatch(option -> option.startsWith("ansibleRun: ") || option.equals("Run an Ansible playbook"));
        }
    }

    @Test
    void generalBuildStepPrintsTheBuildStep(JenkinsRule jenkins) throws Exception {
        JSONObject form = new JSONObject();
        form.put("stapler-class", CoreStep.class.getName());
        form.put("$class", CoreStep.class.getName());
        form.put("delegate", form(AnsibleRunBuilder.class));

        assertThat(snippet(jenkins, form)).isEqualTo("step([$class: 'AnsibleRunBuilder', playbook: 'site.yml'])");
    }

    /** The fields that a browser sends of an untouched form with a playbook. */
    private static JSONObject form() {
        return form(PipelineOptions.class);
    }

    private static JSONObject form(Class<?> options) {
        return JSONObject.fromObject("""
                {
                  "stapler-class": "%1$s", "$class": "%1$s",
                  "playbook": "site.yml", "installation": "", "inventory": "", "inventoryContent": "",
                  "dynamicInventory": false, "credentialsId": "", "sshKeys": {"credentialsId": ""}, "limit": "",
                  "role": "", "roleVars": "", "roleSkipFacts": false, "module": "", "moduleArguments": "", "hosts": "",
                  "extraVars": "", "secretVars": {"name": "", "credentialsId": ""},
                  "promptAnswers": {"pattern": "", "credentialsId": ""}, "checkMode": false, "diff": false,
                  "drift": false, "remoteUser": "", "connection": "", "disableHostKeyChecking": false,
                  "become": false, "becomeUser": "", "becomeMethod": "", "becomeCredentialsId": "",
                  "vaultCredentialsId": "", "vaultCredentials": {"label": "", "credentialsId": ""}, "tags": "",
                  "skippedTags": "", "startAtTask": "", "forks": "0", "verbosity": "0", "colorized": true, "console": "full",
                  "jobTimeout": "", "idleTimeout": "", "ansibleConfig": "", "rolesPath": "", "extras": "",
                  "containerImage": "", "containerEngine": "", "containerCredentialsId": "", "containerVolumes": "", "containerOptions": "",
                  "resultPolicy": {
                    "failed": "FAILURE", "failedLimit": "0", "unreachable": "FAILURE", "unreachableLimit": "0",
                    "changed": "SUCCESS", "changedLimit": "0", "ignored": "SUCCESS", "noHostsMatched": "FAILURE",
                    "nothingRan": "FAILURE"
                  },
                  "emitters": "", "archive": "ALL", "omitEventData": false, "onlyFailedEventData": false,
                  "omitEvents": "", "maxResultSize": "700000", "shortenFacts": false, "maxEventsSize": "0", "factCache": false, "jobEvents": false, "junit": false
                }
                """.formatted(options.getName()));
    }

    private static String snippet(JenkinsRule jenkins, JSONObject form) throws Exception {
        try (var browser = jenkins.createWebClient()) {
            var request = new WebRequest(new URL(jenkins.getURL(), Snippetizer.GENERATE_URL), HttpMethod.POST);
            request.setRequestParameters(new ArrayList<>(List.of(new NameValuePair("json", form.toString()))));
            browser.addCrumb(request);
            return browser.getPage(request)
                    .getWebResponse()
                    .getContentAsString()
                    .strip();
        }
    }
}
