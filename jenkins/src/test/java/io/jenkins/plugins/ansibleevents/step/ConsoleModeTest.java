package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the log of a build shows of a run with the option {@code console}. */
@WithJenkins
class ConsoleModeTest {

    private static final String HOSTS = "web1,web2,web3,web4,web5,web6";

    private static final String PLAYBOOK = """
            - name: web tier
              hosts: all
              gather_facts: false
              tasks:
                - name: say
                  ansible.builtin.debug:
                    msg: hidden in the artifacts
                - name: optional
                  ansible.builtin.fail:
                    msg: never mind
                  when: inventory_hostname == 'web1'
                  ignore_errors: true
                - block:
                    - name: new way
                      ansible.builtin.fail:
                        msg: not here
                      when: inventory_hostname == 'web2'
                  rescue:
                    - name: old way
                      ansible.builtin.debug:
                - name: install
                  ansible.builtin.fail:
                    msg: no package nginx
                  when: inventory_hostname != 'web1'
                - name: last
                  ansible.builtin.command: 'true'
            """;

    @Test
    void tasksHaveALineEachAndTheArtifactsHaveEverything(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = pipeline(jenkins, PLAYBOOK, "tasks");
        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        assertThat(lines(jenkins.getLog(build)))
                .containsSubsequence(
                        "PLAY [web tier] ***",
                        "TASK [say] ok=6 changed=0 failed=0 skipped=0",
                        "TASK [optional] ***",
                        "...ignoring",
                        "TASK [optional] ok=0 changed=0 failed=0 skipped=5 ignored=1",
                        "TASK [new way] ***",
                        "...rescued",
                        "TASK [new way] ok=0 changed=0 failed=0 skipped=5 rescued=1",
                        "TASK [old way] ok=1 changed=0 failed=0 skipped=0",
                        "TASK [install] ***",
                        "TASK [install] ok=0 changed=0 failed=5 skipped=1",
                        "TASK [last] ok=0 changed=1 failed=0 skipped=0",
                        "PLAY RECAP ***",
                        "6 hosts: 5 failed, 1 changed")
                .anyMatch(line -> line.matches("\\.\\.\\.and 2 more hosts in the same way: web[2-6], web[2-6]"))
                .noneMatch(line -> line.contains("hidden in the artifacts"));
        assertThat(build.getArtifactManager()
                        .root()
                        .child("ansible/" + LocalPlaybook.ident(build, "console-1") + "/stdout")
                        .open())
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("hidden in the artifacts", "PLAY RECAP");
        outlineLinksAndGreyLines(jenkins, build);
    }

    private static void outlineLinksAndGreyLines(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        try (var browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(build, "console");

            assertThat(page.<HtmlElement>getByXPath("//details/a[starts-with(.,'TASK')]"))
                    .as("a task with failures is in the outline once")
                    .extracting(HtmlElement::getTextContent)
                    .containsExactly(
                            "TASK [say] ok=6 changed=0 failed=0 skipped=0",
                            "TASK [optional]",
                            "TASK [new way]",
                            "TASK [old way] ok=1 changed=0 failed=0 skipped=0",
                            "TASK [install]",
                            "TASK [last] ok=0 changed=1 failed=0 skipped=0");
            assertThat(page.<HtmlElement>getByXPath("//details/a[starts-with(.,'web')]"))
                    .extracting(host -> host.getAttribute("data-word"))
                    .containsExactly("ignored", "rescued", "", "", "");
            assertThat(page.<HtmlElement>getByXPath(
                            "//span[contains(@class,'ansible-failed') and contains(@class,'ansible-handled')]/a"))
                    .as("what was handled is grey")
                    .extracting(HtmlElement::getTextContent)
                    .containsExactly("web1", "web2");
        }
    }

    @Test
    void failuresAloneAreShortInAFreestyleJob(JenkinsRule jenkins) throws Exception {
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setInventory(HOSTS);
        step.setConsole("FAILURES");
        FreeStyleBuild build = jenkins.assertBuildStatus(
                Result.FAILURE,
                LocalPlaybook.job(jenkins, "free", PLAYBOOK, step).scheduleBuild2(0));

        List<String> log = lines(jenkins.getLog(build));
        assertThat(log)
                .containsSubsequence(
                        "PLAY [web tier] ***",
                        "TASK [optional] ***",
                        "TASK [new way] ***",
                        "TASK [install] ***",
                        "PLAY RECAP ***",
                        "6 hosts: 5 failed, 1 changed")
                .noneMatch(line -> line.startsWith("TASK [say]") || line.startsWith("TASK [last]"));
        assertThat(log.stream().filter(line -> line.startsWith("[ansible] $ "))).hasSize(1);
        assertThat(log.stream().filter(line -> line.startsWith("fatal: "))).hasSize(5);
    }

    @Test
    void errorsOutsideOfTasksAreShownInEveryMode(JenkinsRule jenkins) throws Exception {
        for (String mode : List.of("full", "tasks", "failures")) {
            WorkflowJob job = pipeline(jenkins, "- hosts: all\n  tasks:\n    - no.such.module:\n", mode);
            WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
            assertThat(lines(jenkins.getLog(build)))
                    .as(mode)
                    .anyMatch(line -> line.contains("couldn't resolve module/action 'no.such.module'")
                            && !line.startsWith("[ansible]")
                            && !line.startsWith("ERROR: "));
            job.delete();
        }
    }

    private static WorkflowJob pipeline(JenkinsRule jenkins, String playbook, String mode) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "console");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  ansibleRun playbook: 'site.yml', inventory: '%s', connection: 'local', console: '%s'
                }
                """.formatted(playbook.replace("'", "\\'"), HOSTS, mode), true));
        return job;
    }

    private static List<String> lines(String log) {
        return log.lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m|\u001b\\[8mha:[^\u001b]*\u001b\\[0m", ""))
                .toList();
    }
}
