package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How a Pipeline may call the step, and where. */
@WithJenkins
class WaysToRunTest {

    @TempDir
    private Path temporary;

    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: "who={{ who | default('nobody') }} list={{ list | default([]) | join('+') }}"
            """;

    @Test
    void generalBuildStepRunsTheBuildStep(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  step([$class: 'AnsibleRunBuilder', playbook: 'site.yml', inventory: 'localhost,', connection: 'local',
                      extraVars: [who: "G${'roovy'}", list: [1, 2]]])
                }
                """.formatted(PLAYBOOK));

        jenkins.assertLogContains("who=Groovy list=1+2", build);
        assertThat(build.getAction(PlaybookRunsAction.class).getRuns()).hasSize(1);
    }

    @Test
    void failureOfTheGeneralBuildStepCanBeCaught(JenkinsRule jenkins) throws Exception {
        run(jenkins, Result.SUCCESS, """
                node {
                  writeFile file: 'site.yml', text: '- {hosts: all, gather_facts: false, tasks: [ansible.builtin.fail: ]}'
                  try {
                    step([$class: 'AnsibleRunBuilder', playbook: 'site.yml', inventory: 'localhost,', connection: 'local'])
                    error 'not reached'
                  } catch (hudson.AbortException e) {
                    echo "caught: ${e.message}"
                  }
                }
                """);
    }

    @Test
    void stepMakesTheDirectoriesThatItNeeds(JenkinsRule jenkins) throws Exception {
        jenkins.createOnlineSlave(new LabelAtom("elsewhere"));
        Path playbook = Files.writeString(temporary.resolve("site.yml"), PLAYBOOK);
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                def run(where) {
                  ansibleRun playbook: '%s', inventory: 'localhost,', connection: 'local', extraVars: [who: where]
                }
                for (label in ['built-in', 'elsewhere']) {
                  node(label) {
                    run("first-on-${label}")
                    dir('deep/below') { run("dir-on-${label}") }
                    ws("${env.WORKSPACE}/../other-${label}") { run("ws-on-${label}") }
                    deleteDir()
                    dir("${env.WORKSPACE}@tmp") { deleteDir() }
                    run("wiped-on-${label}")
                    deleteDir()
                    step([$class: 'AnsibleRunBuilder', playbook: '%s', inventory: 'localhost,', connection: 'local',
                        extraVars: [who: "step-on-${label}"]])
                  }
                }
                """.formatted(playbook, playbook));

        for (String label : List.of("built-in", "elsewhere")) {
            for (String what : List.of("first", "dir", "ws", "wiped", "step")) {
                jenkins.assertLogContains("who=" + what + "-on-" + label, build);
            }
        }
    }

    @Test
    void pipelineViewsLabelTheStepWithItsPlaybook(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                node {
                  for (name in ['one', 'two', 'three', 'four']) {
                    writeFile file: "${name}.yml", text: '[{hosts: localhost, gather_facts: false, tasks: []}]'
                  }
                  def prefix = 'thr'
                  ansibleRun 'one.yml'
                  ansibleRun playbook: 'two.yml', inventory: 'localhost,', connection: 'local'
                  ansibleRun(playbook: "${prefix}ee.yml", extraVars: [list: [1, 2]])
                  ansibleRunStep([$class: 'PipelineOptions', playbook: 'four.yml'])
                }
                """);

        assertThat(new DepthFirstScanner().allNodes(build.getExecution()))
                .filteredOn(node -> node instanceof StepAtomNode step
                        && step.getDescriptor() instanceof AnsibleRunStep.DescriptorImpl)
                .extracting(ArgumentsAction::getStepArgumentsAsString)
                .containsExactlyInAnyOrder("one.yml", "two.yml", "three.yml", "four.yml");
    }

    private static WorkflowRun run(JenkinsRule jenkins, Result expected, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "ways");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }
}
