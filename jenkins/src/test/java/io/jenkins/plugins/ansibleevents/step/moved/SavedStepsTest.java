package io.jenkins.plugins.ansibleevents.step.moved;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Freestyle jobs that were saved with the {@code ansible} plugin. */
@WithJenkins
class SavedStepsTest {

    private static final String SITE = """
            - hosts: all
              connection: local
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: "{{ v }} and {{ flag | to_json }} on {{ inventory_hostname }}"
                  tags: [one]
                - ansible.builtin.debug:
                    msg: never
            """;

    private static final String PLAYBOOK = """
            <org.jenkinsci.plugins.ansible.AnsiblePlaybookBuilder plugin="ansible@500">
              <playbook>site.yml</playbook>
              <inventory class="org.jenkinsci.plugins.ansible.InventoryPath"><path>localhost,web1,</path></inventory>
              <limit>web*</limit>
              <tags>one</tags>
              <skippedTags></skippedTags>
              <startAtTask></startAtTask>
              <credentialsId></credentialsId>
              <vaultCredentialsId></vaultCredentialsId>
              <become>false</become>
              <becomeUser>root</becomeUser>
              <checkMode>false</checkMode>
              <sudo>false</sudo>
              <sudoUser>root</sudoUser>
              <forks>3</forks>
              <unbufferedOutput>true</unbufferedOutput>
              <colorizedOutput>false</colorizedOutput>
              <disableHostKeyChecking>false</disableHostKeyChecking>
              <additionalParameters>-v</additionalParameters>
              <copyCredentialsInWorkspace>false</copyCredentialsInWorkspace>
              <extraVars>
                %s
              </extraVars>
            </org.jenkinsci.plugins.ansible.AnsiblePlaybookBuilder>
            """;

    @Test
    void playbookStepRunsAndIsSavedAsOurs(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(
                jenkins, PLAYBOOK.formatted(variable("v", "job $JOB_NAME", false) + variable("flag", "true", false)));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("job saved and true on web1", build);
        jenkins.assertLogContains("--forks 3", build);
        jenkins.assertLogNotContains("never", build);
        jenkins.assertLogNotContains("on localhost", build);
        job.save();
        assertThat(job.getConfigFile().asString())
                .contains(AnsibleRunBuilder.class.getName())
                .doesNotContain("org.jenkinsci.plugins.ansible");
        jenkins.configRoundtrip(job);
        jenkins.assertLogContains("job saved and true on web1", jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void hiddenValuesAreAskedForAndNotSaved(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = job(jenkins, PLAYBOOK.formatted(variable("v", "hid-Rw7Ub", true)));
        job.save();

        for (int twice = 0; twice < 2; twice++) {
            FreeStyleBuild build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
            jenkins.assertLogContains("which hid the values of these variables: v. Make a credential", build);
            jenkins.assertLogNotContains("\tat ", build);
            job.doReload(); // the reason is saved, too
        }
        assertThat(job.getConfigFile().asString()).doesNotContain("Rw7Ub").doesNotContain("secretValue");
    }

    @Test
    void stepWithoutAPlaybookFailsAndSaysWhatToDo(JenkinsRule jenkins) throws Exception {
        for (String step : new String[] {"AnsibleAdHocCommandBuilder", "AnsibleVaultBuilder"}) {
            FreeStyleProject job = job(
                    jenkins,
                    "<org.jenkinsci.plugins.ansible.%1$s><module>ping</module></org.jenkinsci.plugins.ansible.%1$s>"
                            .formatted(step));

            FreeStyleBuild build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

            jenkins.assertLogContains("this step was the step " + step + " of the plugin \"ansible\"", build);
            job.delete();
        }
    }

    private static String variable(String name, String value, boolean hidden) {
        return ("<org.jenkinsci.plugins.ansible.ExtraVar><key>%s</key><secretValue>%s</secretValue><hidden>%s</hidden>"
                        + "</org.jenkinsci.plugins.ansible.ExtraVar>")
                .formatted(name, Secret.fromString(value).getEncryptedValue(), hidden);
    }

    private static FreeStyleProject job(JenkinsRule jenkins, String step) throws Exception {
        String config = "<project><builders>" + step + "</builders></project>";
        var job = (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "saved", new ByteArrayInputStream(config.getBytes(StandardCharsets.UTF_8)));
        job.setScm(new SingleFileSCM("site.yml", SITE));
        return job;
    }
}
