package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.emitter.HttpEmitterConfig;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A step that names an emitter that does not exist. */
@WithJenkins
class ChosenEmittersTest {

    private static final String WORDS =
            "emitters: there is no emitter \"audti\" (did you mean \"audit\"?); configured: audit,"
                    + " bus. Correct the name, add the emitter under Manage Jenkins, System, Ansible Events, or set"
                    + " missingEmitters: 'IGNORE'";

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule rule) {
        jenkins = rule;
        AnsibleEventsConfiguration.get().setWaitDelivery("0");
        AnsibleEventsConfiguration.get().setEmitters(List.of(emitter("audit"), emitter("bus")));
    }

    /** Nobody listens there, and nobody needs to. */
    private static HttpEmitterConfig emitter(String name) {
        var emitter = new HttpEmitterConfig(name, "http://192.0.2.1/events");
        emitter.setByDefault(false);
        return emitter;
    }

    @Test
    void typingErrorFailsTheBuildBeforeAnsibleStarts() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job("audti"));

        jenkins.assertLogContains("ansibleRun: " + WORDS, build);
        jenkins.assertLogNotContains("$ ansible-playbook", build);
    }

    @Test
    void typingErrorFailsAPipelineToo() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("emitters: ['bus', 'audti']"));

        jenkins.assertLogContains("ansibleRun: " + WORDS, build);
        jenkins.assertLogNotContains("$ ansible-playbook", build);
    }

    @Test
    void stepMayIgnoreIt() throws Exception {
        WorkflowRun build =
                jenkins.buildAndAssertSuccess(pipeline("emitters: 'audit, audti', missingEmitters: 'ignore'"));

        jenkins.assertLogContains("[ansible] There is no emitter \"audti\"", build);
        jenkins.assertLogContains("[ansible] emitter audit (", build);
    }

    @Test
    void noEmitterAtAllIsAChoice() throws Exception {
        jenkins.buildAndAssertSuccess(job("none"));
    }

    @Test
    void choiceThatDoesNotExistIsRefused() throws Exception {
        WorkflowRun build =
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("emitters: 'audit', missingEmitters: 'warn'"));

        jenkins.assertLogContains("missingEmitters: must be one of [FAIL, IGNORE], is \"warn\"", build);
    }

    @Test
    void formOffersAndChecksTheNamesForThoseWhoMaySeeIt() throws Exception {
        FreeStyleProject job = job("audit");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("author"));
        var form = (PlaybookOptionsDescriptor) jenkins.jenkins.getDescriptorOrDie(AnsibleRunBuilder.class);

        try (var author = ACL.as2(User.getById("author", true).impersonate2())) {
            assertThat(form.doFillEmittersItems(job)).containsExactly("audit", "bus", "none");
            assertThat(form.doCheckEmitters(job, "bus, audti").getMessage())
                    .startsWith("there is no emitter &quot;audti&quot; (did you mean &quot;audit&quot;?)");
            assertThat(form.doCheckEmitters(job, "bus, $EMITTER").getMessage()).isNull();
        }
        try (var reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(form.doFillEmittersItems(job)).isEmpty();
            assertThat(form.doFillEmittersItems(null)).isEmpty();
            assertThat(form.doCheckEmitters(job, "audti").getMessage()).isNull();
        }
    }

    private FreeStyleProject job(String emitters) throws Exception {
        AnsibleRunBuilder step = LocalPlaybook.step();
        step.setEmitters(emitters);
        return LocalPlaybook.job(jenkins, "emitters", LocalPlaybook.HELLO, step);
    }

    private WorkflowJob pipeline(String options) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', %s
                }
                """.formatted(LocalPlaybook.HELLO, options), true));
        return job;
    }
}
