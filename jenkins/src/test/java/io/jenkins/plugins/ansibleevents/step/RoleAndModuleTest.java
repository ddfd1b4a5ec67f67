package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A role or a module in place of a playbook, in both kinds of jobs and on an agent. */
@WithJenkins
class RoleAndModuleTest {

    private static final String ROLE =
            "- debug: {msg: \"port {{ port | default('none') }} of {{ inventory_hostname }}\"}\n";

    private static WorkflowRun pipeline(JenkinsRule jenkins, Result result, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(result, job.scheduleBuild2(0));
    }

    @Test
    void pipelineOnAnAgentRunsARole(JenkinsRule jenkins) throws Exception {
        jenkins.createOnlineSlave(new LabelAtom("elsewhere"));

        WorkflowRun build = pipeline(jenkins, Result.SUCCESS, """
                node('elsewhere') {
                  writeFile file: 'roles/web/tasks/main.yml', text: '''%s'''
                  def result = ansibleRun(role: 'web', roleVars: [port: 8080], roleSkipFacts: true, hosts: ['one', 'two'],
                      inventory: 'one,two,three', connection: 'local')
                  echo "hosts ${result.recap.keySet().sort()}"
                  sh 'echo "left: [$(ls)]"'
                }
                """.formatted(ROLE));

        jenkins.assertLogContains("port 8080 of one", build);
        jenkins.assertLogContains("hosts [one, two]", build);
        jenkins.assertLogNotContains("Gathering Facts", build);
        jenkins.assertLogContains("left: [roles]", build);
    }

    @Test
    void declarativePipelineRunsAModule(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = pipeline(jenkins, Result.SUCCESS, """
                pipeline {
                  agent any
                  stages {
                    stage('all') {
                      steps {
                        ansibleRun playbook: '', module: 'debug', moduleArguments: 'msg=hello', hosts: 'all', inventory: 'one,', connection: 'local'
                      }
                    }
                  }
                }
                """);

        jenkins.assertLogContains("\"msg\": \"hello\"", build);
        assertThat(build.getAction(PlaybookRunsAction.class).getRuns())
                .singleElement()
                .satisfies(run -> assertThat(run.getWork()).startsWith("1 task \u00b7 "));
    }

    @Test
    void freestyleJobRunsBoth(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setScm(new SingleFileSCM("roles/web/tasks/main.yml", ROLE));
        job.getBuildersList().add(step(role -> {
            role.setRole("web");
            role.setRoleVars("port: 81${BUILD_NUMBER}");
        }));
        job.getBuildersList().add(step(module -> {
            module.setModule("debug");
            module.setModuleArguments("msg=build-${BUILD_NUMBER}");
            module.setHosts("localhost");
        }));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("port 811 of localhost", build);
        jenkins.assertLogContains("\"msg\": \"build-1\"", build);
        assertThat(build.getWorkspace().list("role-*")).isEmpty();
    }

    private static AnsibleRunBuilder step(java.util.function.Consumer<AnsibleRunBuilder> options) {
        var step = new AnsibleRunBuilder("");
        step.setInventory("localhost,");
        step.setConnection("local");
        options.accept(step);
        return step;
    }

    @Test
    void optionsThatDoNotGoTogetherAreNamed(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = pipeline(jenkins, Result.SUCCESS, """
                node {
                  for (options in [[playbook: 'site.yml', role: 'web'], [role: 'web', module: 'ping'], [:], [module: 'ping'],
                      [playbook: 'site.yml', hosts: 'all'], [playbook: 'site.yml', roleVars: [a: 1]], [role: 'web', roleVars: 'a'],
                      [playbook: 'site.yml', moduleArguments: 'a']]) {
                    try {
                      ansibleRun(options)
                    } catch (hudson.AbortException e) {
                      echo "refused: ${e.message}"
                    }
                  }
                }
                """);

        for (String sentence : new String[] {
            "ansibleRun: role: only one of playbook, role and module is run",
            "ansibleRun: playbook: must not be empty",
            "ansibleRun: hosts: must not be empty",
            "ansibleRun: hosts: is for a role or a module; a playbook names its hosts",
            "ansibleRun: roleVars: is for a role; set the option role",
            "ansibleRun: roleVars: Extra variables must be a mapping",
            "ansibleRun: moduleArguments: is for a module; set the option module",
        }) {
            jenkins.assertLogContains("refused: " + sentence, build);
        }
    }

    @Test
    void formSaysWhatDoesNotGoTogether(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        var form = jenkins.jenkins.getDescriptorByType(AnsibleRunBuilder.DescriptorImpl.class);

        assertThat(form.doCheckPlaybook(job, "", "", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckPlaybook(job, "", "web", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckRole(job, "web", "site.yml", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckModule(job, "ping", "", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckHosts(job, "", "ping").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckRoleVars(job, "[1]").kind).isEqualTo(FormValidation.Kind.ERROR);
    }
}
