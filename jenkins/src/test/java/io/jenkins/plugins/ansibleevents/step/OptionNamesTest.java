package io.jenkins.plugins.ansibleevents.step;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An error of the step names options that the step has. */
@WithJenkins
class OptionNamesTest {

    @Test
    void errorsNameOptionsOfTheStep(JenkinsRule jenkins) throws Exception {
        var credentials = SystemCredentialsProvider.getInstance().getCredentials();
        credentials.add(
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "user", "two\nlines"));
        credentials.add(
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("two\nlines")));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "names");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  for (options in [
                      [extras: '--ask-pass'], [extras: '-K'], [extras: '--vault-id x@prompt'], [extras: '"open'],
                      [credentialsId: 'login'], [becomeCredentialsId: 'text'], [vaultCredentialsId: 'text'],
                      [vaultCredentials: [[label: 'a b', credentialsId: 'text']]],
                      [vaultCredentials: [[label: 'prod', credentialsId: 'text']]],
                      [forks: 'many'], [verbosity: ['a']], [diff: 'yes'], [jobTimeout: ['a']], [sshKeys: ['deploy-key']],
                      [vaultCredentials: 'prod'], [resultPolicy: 'UNSTABLE'], [resultPolicy: [failedd: 'UNSTABLE']],
                      [resultPolicy: [failed: ['UNSTABLE']]], [resultPolicy: [failed: 'RED']], [archive: 'SOME'], [console: 'quiet'],
                      [abandonedTimeout: 'soon'], [abandonedTimeout: '5s'],
                      [forks: '5', jobTimeout: 30, resultPolicy: [failedLimit: 2], skippedTags: '-x'],
                      [skippedTags: '-x'], [connection: '-x'], [ansibleConfig: 'a\\nb']]) {
                    try {
                      ansibleRun([playbook: 'site.yml'] + options)
                    } catch (hudson.AbortException e) {
                      echo "refused: ${e.message}"
                    }
                  }
                }
                """, true));

        WorkflowRun build = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

        for (String sentence : new String[] {
            "extras: --ask-pass would wait for an answer at a terminal; use the option credentialsId instead",
            "extras: -K would wait for an answer at a terminal; use the option becomeCredentialsId instead",
            "extras: --vault-id would wait for an answer at a terminal; use the option vaultCredentials instead",
            "extras: the quote \" at character",
            "credentialsId: must be one line without NUL",
            "becomeCredentialsId: must be one line without NUL",
            "vaultCredentialsId: must be one line without NUL",
            "vaultCredentials: the label \"a b\" must have no blank",
            "vaultCredentials prod: must be one line without NUL",
            "forks: must be a whole number, is \"many\"",
            "verbosity: must be a whole number, is of the type java.util.ArrayList",
            "diff: must be true or false, is \"yes\"",
            "jobTimeout: is of the type java.util.ArrayList; give text",
            "abandonedTimeout: must be a time such as 30s, 500ms, 5m or 2h, is \"soon\"",
            "abandonedTimeout: must be 0, or at least 30s, is \"5s\"",
            "sshKeys: must be a list of maps such as [[credentialsId: 'id']]",
            "vaultCredentials: must be a list of maps",
            "resultPolicy: must be a map such as [failed: 'UNSTABLE'], is \"UNSTABLE\"",
            "resultPolicy: has no \"failedd\"; it may have changed, changedLimit, failed, failedLimit, ignored,",
            "resultPolicy: failed is of the type java.util.ArrayList; give text or a number",
            "resultPolicy.failed: must be SUCCESS, UNSTABLE or FAILURE, is \"RED\"",
            "archive: must be one of [ALL, FAILED, SUMMARY, NOTHING], is \"SOME\"",
            "console: must be one of full, tasks, failures; is \"quiet\"",
            "skippedTags: must not start with '-'",
            "connection: must not start with '-'",
            "ansibleConfig: must be one line"
        }) {
            jenkins.assertLogContains("refused: ansibleRun: " + sentence, build);
        }
    }
}
