package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.junit.TestResultAction;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.build.RunSummary;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Real playbooks, run by jobs of every kind. */
@WithJenkins
class PlaybookRunTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: say
                  ansible.builtin.debug:
                    msg: "hello {{ who | default('world') }}"
                - name: change
                  ansible.builtin.command: 'true'
                - name: remember
                  ansible.builtin.set_stats:
                    data:
                      version: 7
            """;

    @Test
    void freestyleJobRunsAPlaybookAndArchivesIt(JenkinsRule jenkins) throws Exception {
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setExtraVars("who: Jenkins");
        step.setJunit(true);
        FreeStyleProject job = LocalPlaybook.job(jenkins, "deploy", SITE, step);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("hello Jenkins", build);
        String ident = onlyRun(build).getIdent();
        assertThat(build.getAction(PlaybookRunsAction.class).getRuns())
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.getIdent()).matches("deploy-1-1-[0-9a-f]{10}");
                    assertThat(run.getStatus()).isEqualTo("successful");
                    assertThat(run.getHosts()).isEqualTo(1);
                    assertThat(run.getChangedHosts()).isEqualTo(1);
                });
        assertThat(build.getAction(TestResultAction.class).getTotalCount()).isEqualTo(3);
        assertThat(artifacts(build))
                .contains(
                        "ansible/" + ident + "/events.jsonl",
                        "ansible/" + ident + "/manifest.json",
                        "ansible/" + ident + "/recap.json",
                        "ansible/" + ident + "/report.html",
                        "ansible/" + ident + "/stdout");
        assertThat(RunArchive.recording(ident)).doesNotExist();
        String page = jenkins.createWebClient().getPage(build, "ansible-events").asNormalizedText();
        assertThat(page).contains("site.yml", "1 host ok, 1 of them changed", "Run " + ident);
    }

    @Test
    void jobThatIsOlderThanMostOptionsStillRuns(JenkinsRule jenkins) throws Exception {
        String xml = """
                <project><builders><io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder>
                <playbook>site.yml</playbook><inventory>localhost,</inventory><connection>local</connection>
                </io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder></builders></project>
                """;
        var job = (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "old", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        job.setScm(new SingleFileSCM("site.yml", SITE));

        jenkins.buildAndAssertSuccess(job);
    }

    @Test
    void pipelineGetsTheResultInTheSandbox(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = pipeline(jenkins, """
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  def r = ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local',
                      extraVars: [who: "G${'str'}ing", list: [1, 'two']]
                  echo "status=${r.status} rc=${r.rc} changed=${r.changed} on ${r.changedHosts} ok=${r.recap.localhost.ok}"
                  echo "version=${r.stats.version} failed=${r.failedHosts} at ${r.artifactsPath}"
                }
                """.formatted(SITE), Result.SUCCESS);

        jenkins.assertLogContains("hello Gstring", build);
        jenkins.assertLogContains("status=successful rc=0 changed=true on [localhost] ok=3", build);
        jenkins.assertLogContains(
                "version=7 failed=[] at ansible/" + onlyRun(build).getIdent(), build);
    }

    @Test
    void declarativePipelineRunsAPlaybook(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = pipeline(jenkins, """
                pipeline {
                  agent any
                  stages {
                    stage('deploy') {
                      steps {
                        writeFile file: 'site.yml', text: '''%s'''
                        ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local',
                            extraVars: [who: 'declarative'], resultPolicy: [changed: 'UNSTABLE']
                      }
                    }
                  }
                }
                """.formatted(SITE), Result.UNSTABLE);

        jenkins.assertLogContains("hello declarative", build);
        jenkins.assertLogContains("The build is unstable: 1 of 1 hosts changed (localhost), 0 allowed", build);
    }

    @Test
    void noHostsMatchedIsAFailureInWords(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = pipeline(jenkins, """
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', limit: 'locallhost'
                }
                """.formatted(SITE), Result.FAILURE);

        jenkins.assertLogNotContains("\tat ", build);
        assertThat(build.getAction(PlaybookRunsAction.class).getRuns().get(0).getOutcome())
                .isNotEqualTo("SUCCESSFUL");
    }

    private static WorkflowRun pipeline(JenkinsRule jenkins, String script, Result expected) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "deploy");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private static RunSummary onlyRun(Run<?, ?> build) {
        List<RunSummary> runs = build.getAction(PlaybookRunsAction.class).getRuns();
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static List<String> artifacts(Run<?, ?> build) {
        return build.getArtifacts().stream().map(a -> a.relativePath).toList();
    }
}
