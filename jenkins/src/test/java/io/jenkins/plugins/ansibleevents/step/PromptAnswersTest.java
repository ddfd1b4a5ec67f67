package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.labels.LabelAtom;
import hudson.util.FormValidation;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Answers to prompts, which are credentials, in both kinds of jobs and on an agent. */
@WithJenkins
class PromptAnswersTest {

    private static final String RELEASE = "rel-Kx4Pq";
    private static final String PIN = "pin-Zt8Wm";

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              vars_prompt:
                - {name: release, prompt: Which release, private: false}
              tasks:
                - {pause: {prompt: Pin, echo: false}, register: pin}
                - pause:
                - debug: {msg: "lengths {{ release | length }} {{ pin.user_input | length }} of {{ release }}"}
            """;

    private static void addCredentials(JenkinsRule jenkins) throws IOException {
        add(jenkins, "release", RELEASE);
        add(jenkins, "pin", PIN);
    }

    private static void add(JenkinsRule jenkins, String id, String text) throws IOException {
        var credential = new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(text));
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(Domain.global(), credential);
    }

    @Test
    void pipelineOnAnAgentAnswersByCredentials(JenkinsRule jenkins) throws Exception {
        jenkins.createOnlineSlave(new LabelAtom("elsewhere"));
        addCredentials(jenkins);

        WorkflowRun build = pipeline(jenkins, Result.SUCCESS, """
                [[pattern: 'Which release.*:\\\\s*?$', credentialsId: 'release'], [pattern: 'Pin', credentialsId: 'pin'],
                 [pattern: 'Press enter']]""");

        assertAnswered(jenkins, build);
    }

    @Test
    void freestyleJobAnswersByCredentials(JenkinsRule jenkins) throws Exception {
        addCredentials(jenkins);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(freestyle(
                jenkins,
                new PromptCredential("Which release", "release"),
                new PromptCredential("Pin", "pin"),
                new PromptCredential("Press enter", "")));

        assertAnswered(jenkins, build);
    }

    @Test
    void promptThatNobodyAnswersIsNamedInTheLog(JenkinsRule jenkins) throws Exception {
        addCredentials(jenkins);

        WorkflowRun build = pipeline(jenkins, Result.FAILURE, "[[pattern: 'Which release', credentialsId: 'release']]");

        jenkins.assertLogContains(
                "nothing answers the prompt \"Pin (output is hidden):\": add an answer to"
                        + " \"Pin \\(output is hidden\\):\" (in env/passwords; in Jenkins among the answers to prompts)",
                build);
    }

    @Test
    void credentialThatDoesNotExistIsNamedWithTheOption(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = pipeline(jenkins, Result.FAILURE, "[[pattern: 'Pin', credentialsId: 'nowhere']]");

        jenkins.assertLogContains("promptAnswers", build);
        jenkins.assertLogContains("nowhere", build);
    }

    @Test
    void formSaysWhatIsWrongWithAPattern(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        var form = jenkins.jenkins.getDescriptorByType(PromptCredential.DescriptorImpl.class);

        assertThat(form.doCheckPattern(job, "Pin (").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckPattern(job, "Pin (").getMessage()).contains("Unclosed group");
        assertThat(form.doCheckPattern(job, "(?P<what_is>Pin).*:\\s*?$").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckPattern(job, "").kind).isEqualTo(FormValidation.Kind.OK);
    }

    private static FreeStyleProject freestyle(JenkinsRule jenkins, PromptCredential... answers) throws IOException {
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setPromptAnswers(List.of(answers));
        return LocalPlaybook.job(jenkins, "asks", SITE, step);
    }

    private static WorkflowRun pipeline(JenkinsRule jenkins, Result result, String answers) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        String label = jenkins.jenkins.getNodes().isEmpty() ? "" : "'elsewhere'";
        job.setDefinition(new CpsFlowDefinition("""
                node(%s) {
                  writeFile file: 'site.yml', text: '''%s'''
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', promptAnswers: %s
                }
                """.formatted(label, SITE, answers), true));
        return jenkins.assertBuildStatus(result, job.scheduleBuild2(0));
    }

    private static void assertAnswered(JenkinsRule jenkins, Run<?, ?> build) throws Exception {
        jenkins.assertLogContains("lengths 9 9 of ****", build);
        for (String secret : List.of(RELEASE, PIN)) {
            jenkins.assertLogNotContains(secret, build);
            try (var files = Files.walk(build.getRootDir().toPath())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(secret);
                }
            }
        }
    }
}
