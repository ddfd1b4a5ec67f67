package io.jenkins.plugins.ansibleevents.console;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The log of a run as the browser gets it. */
@WithJenkins
class ConsoleTest {

    @Test
    void runIsColouredOutlinedAndLinked(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "console");
        job.setDefinition(new CpsFlowDefinition(
                """
                node {
                  writeFile file: 'site.yml', text: '''
                - name: first <play>
                  hosts: all
                  gather_facts: false
                  tasks:
                    - name: break
                      ansible.builtin.command: 'false'
                '''
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local'
                }
                """,
                true));
        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        HtmlPage page = jenkins.createWebClient().getPage(build, "console");
        String markup = page.getWebResponse().getContentAsString();

        assertThat(markup)
                .contains("ansible-heading ansible-play", "ansible-heading ansible-task", "PLAY [first &lt;play&gt;]")
                .contains("ansible-sgr-31", "class='ansible-escape'")
                .containsPattern("<a href='[^']*/job/console/1/ansible-events/#host-localhost'>localhost</a>")
                .contains("PlaybookAnnotatorFactory/style.css");
        jenkins.assertLogContains("1 of 1 hosts failed, 0 allowed", build);
        jenkins.assertLogNotContains("\tat ", build);
    }
}
