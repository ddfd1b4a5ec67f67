package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Variables of Ansible in the environment of a step mean what they mean to Ansible. */
@WithJenkins
class EnvironmentOfStepTest {

    private static final String COLOUR = "\u001b[0;32mok: [localhost]";

    @Test
    void coloursAreThoseOfTheEnvironmentWhenItNamesSome(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, """
                for (variables in [['X=1'], ['ANSIBLE_NOCOLOR=1'], ['NO_COLOR=1'], ['ANSIBLE_FORCE_COLOR=false']]) {
                  echo "with ${variables}"
                  withEnv(variables) {
                    ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local'
                  }
                }
                echo 'without'
                ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', colorized: false
                withEnv(['ANSIBLE_FORCE_COLOR=true']) {
                  echo 'forced'
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', colorized: false
                }
                """);

        String[] parts = displayed(build).split("with \\[|without|forced");
        assertThat(parts).hasSize(7);
        assertThat(parts[1]).startsWith("X=1").contains(COLOUR);
        for (int plain = 2; plain <= 5; plain++) {
            assertThat(parts[plain]).contains("ok: [localhost]").doesNotContain("\u001b[0;32m");
        }
        assertThat(parts[6]).contains(COLOUR);
    }

    @Test
    void logOfAnsibleItselfIsWarnedOf(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("tok-Hw8Pz")));
        WorkflowRun build = run(jenkins, """
                withEnv(['ANSIBLE_LOG_PATH=first.log']) {
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local'
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', limit: 'localhost',
                      secretVars: [[name: 'token', credentialsId: 'token']]
                }
                writeFile file: 'ansible.cfg', text: '[defaults]\\nlog_path = second.log\\n'
                ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local',
                    secretVars: [[name: 'token', credentialsId: 'token']]
                """);

        assertThat(displayed(build).lines().filter(line -> line.contains("where no secret is masked")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("[ansible] Ansible itself also writes to the log first.log"),
                        second -> assertThat(second)
                                .startsWith("[ansible] Ansible itself also writes to the log second.log"));
    }

    /** The log as it is shown, without the notes of Jenkins. */
    private static String displayed(WorkflowRun build) throws Exception {
        var log = new ByteArrayOutputStream();
        build.getLogText().writeLogTo(0, log);
        return log.toString(StandardCharsets.UTF_8);
    }

    private static WorkflowRun run(JenkinsRule jenkins, String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "environment");
        job.setDefinition(new CpsFlowDefinition(
                "node {\nwriteFile file: 'site.yml', text: '''" + LocalPlaybook.HELLO + "'''\n" + steps + "}\n", true));
        return jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
    }
}
