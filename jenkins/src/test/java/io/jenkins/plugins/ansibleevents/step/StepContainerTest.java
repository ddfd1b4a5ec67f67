package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.FormValidation;
import hudson.util.Secret;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs in a container of a real podman, in both kinds of jobs. */
@WithJenkins
class StepContainerTest {

    private static final String TOKEN = "tok-Wv7Rm";

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - copy: {content: "{{ lookup('env', 'container') }}", dest: "{{ playbook_dir }}/where"}
                - debug:
                    msg: "in {{ lookup('file', playbook_dir + '/where') }}, build {{ lookup('env', 'BUILD_NUMBER') }},
                      {{ lookup('env', 'TOKEN') | length }}, {{ lookup('env', 'HOME') }}"
            """;

    private static PodmanHere podman;

    private JenkinsRule jenkins;

    @BeforeAll
    static void preparePodman() throws Exception {
        podman = PodmanHere.need();
    }

    @BeforeEach
    void tellJenkinsOfPodman(JenkinsRule rule) throws IOException {
        jenkins = rule;
        podman.tell(jenkins);
    }

    @Test
    void pipelineRunsInAContainerWithItsVariablesAndSecrets() throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(TOKEN)));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "contained");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    def run = ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local',
                        containerImage: env.IMAGE, containerVolumes: ['/var/tmp'], containerOptions: ['--cap-drop=all']
                    echo "changed ${run.changed}"
                  }
                }
                """.formatted(SITE), true));

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("in podman, build 1, " + TOKEN.length() + ", /root", build);
        jenkins.assertLogContains("changed true", build);
        jenkins.assertLogNotContains(TOKEN, build);
        assertThat(podman.containers()).noneMatch(line -> line.contains("contained"));
    }

    @Test
    void freestyleJobRunsInAContainer() throws Exception {
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setContainerImage("$IMAGE");

        var build = jenkins.buildAndAssertSuccess(LocalPlaybook.job(jenkins, "boxed", SITE, step));

        jenkins.assertLogContains("in podman, build 1, 0, /root", build);
        assertThat(podman.containers()).noneMatch(line -> line.contains("boxed"));
    }

    @Test
    void imageThatIsNotThereIsSaidWithTheNextStep() throws Exception {
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setContainerImage("localhost:1/none:1");
        step.setContainerOptions("--pull=never");
        FreeStyleProject job = LocalPlaybook.job(jenkins, "none", SITE, step);

        var build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        jenkins.assertLogContains("no container of the image localhost:1/none:1 could be made", build);
        jenkins.assertLogContains("this must work: podman pull localhost:1/none:1", build);
    }

    @Test
    void formSaysWhatCannotBe() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        var form = jenkins.jenkins.getDescriptorByType(AnsibleRunBuilder.DescriptorImpl.class);

        assertThat(form.doCheckContainerEngine(job, "chroot").getMessage()).contains("podman and docker are");
        assertThat(form.doCheckContainerImage(job, "-x").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckContainerVolumes(job, "/data:/data\n/:/all").getMessage())
                .contains("cannot be mounted");
        assertThat(form.doCheckContainerOptions(job, "--name=x").getMessage()).contains("named after the run");
        for (String fine : List.of("", "$IMAGE", "registry.example.com/a:1")) {
            assertThat(form.doCheckContainerImage(job, fine).kind).isEqualTo(FormValidation.Kind.OK);
        }
    }
}
