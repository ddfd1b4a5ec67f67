package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Values of an authentic sender's message, on their way through the parameters of a build into a play. */
@WithJenkins
class HostileParametersTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: "value=[{{ v }}] fixed=[{{ fixed }}] added=[{{ added | default('nothing') }}]"
            """;

    private JenkinsRule jenkins;
    private Webhooks sender;

    @BeforeEach
    void endpoint(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sender = new Webhooks(rule.getURL());
        Webhooks.endpoint("alerts");
    }

    private static AnsibleEventTrigger trigger() {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        trigger.setLimit("has(payload.host) ? payload.host : 'web1'");
        trigger.setParameters(List.of(new EventParameter("V", "payload.v")));
        return trigger;
    }

    private static ParametersDefinitionProperty parameters() {
        return new ParametersDefinitionProperty(
                new StringParameterDefinition("V", ""), new StringParameterDefinition("limit", ""));
    }

    private FreeStyleProject freestyle(boolean trust) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("free" + trust);
        job.addProperty(parameters());
        job.setScm(new SingleFileSCM("site.yml", PLAYBOOK));
        var step = new AnsibleRunBuilder("site.yml");
        step.setInventoryContent("[prod]\nweb1 ansible_connection=local\nweb2 ansible_connection=local\n");
        step.setLimit("$limit");
        step.setExtraVars("v: $V\nfixed: '{{ 7*191 }}'\n");
        step.setTrustExtraVars(trust);
        job.getBuildersList().add(step);
        AnsibleEventTrigger trigger = trigger();
        job.addTrigger(trigger);
        trigger.start(job, true);
        return job;
    }

    private WorkflowJob pipeline(String step) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipe");
        job.addProperty(parameters());
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  writeFile file: 'hosts', text: '''[prod]
                web1 ansible_connection=local
                web2 ansible_connection=local
                '''
                  withEnv(['TOKEN=bound-secret']) { %s }
                }
                """.formatted(PLAYBOOK, step), true));
        AnsibleEventTrigger trigger = trigger();
        job.addTrigger(trigger);
        trigger.start(job, true);
        return job;
    }

    private Run<?, ?> build(Job<?, ?> job, String body) throws Exception {
        int before = job.getLastBuild() == null ? 0 : job.getLastBuild().getNumber();
        sender.accepted("alerts", body);
        await().atMost(LONG).until(() -> {
            Run<?, ?> last = job.getLastBuild();
            return last != null && last.getNumber() > before && !last.isBuilding();
        });
        return job.getLastBuild();
    }

    @Test
    void parameterInAFreestyleJobIsOneTextAndNoTemplate() throws Exception {
        FreeStyleProject job = freestyle(false);
        for (String value : List.of("{{ 7*191 }}", "1.10", "0755", "ab #cd", "it's", "{a: 1}", "!vault x")) {
            Run<?, ?> build = build(job, "{\"v\": \"" + value + "\"}");
            jenkins.assertBuildStatus(Result.SUCCESS, build);
            jenkins.assertLogContains("value=[" + value + "] fixed=[1337] added=[nothing]", build);
        }
        Run<?, ?> more = build(job, "{\"v\": \"x\\nadded: much\\nansible_connection: winrm\"}");
        jenkins.assertBuildStatus(Result.SUCCESS, more);
        jenkins.assertLogContains("added=[nothing]", more);
    }

    @Test
    void trustIsGivenOnPurpose() throws Exception {
        Run<?, ?> build = build(freestyle(true), "{\"v\": \"{{ 7*191 }}\"}");
        jenkins.assertLogContains("value=[1337]", build);
    }

    @Test
    void pipelineExpandsNothingAndRendersNothing() throws Exception {
        WorkflowJob job = pipeline("ansibleRun playbook: 'site.yml', inventory: 'hosts', limit: params.limit,"
                + " extraVars: [v: \"${params.V}\", fixed: 'x']");
        for (String value : List.of("{{ 7*191 }}", "$TOKEN ${TOKEN}", "0755")) {
            Run<?, ?> build = build(job, "{\"v\": \"" + value + "\"}");
            jenkins.assertBuildStatus(Result.SUCCESS, build);
            jenkins.assertLogContains("value=[" + value + "]", build);
            jenkins.assertLogNotContains("bound-secret", build);
        }
    }

    @Test
    void textThatWouldBeParsedIsRefusedInAPipeline() throws Exception {
        WorkflowJob job = pipeline("ansibleRun playbook: 'site.yml', inventory: 'hosts', limit: params.limit,"
                + " extraVars: \"v: ${params.V}\\nfixed: x\"");
        Run<?, ?> build = build(job, "{\"v\": \"x\\nadded: much\"}");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("extraVars: the value of the parameter \"V\", which a message has set", build);
        jenkins.assertLogContains("extraVars: [V: params.V]", build);
    }

    @Test
    void limitOfAMessageNamesHostsOnly() throws Exception {
        FreeStyleProject job = freestyle(false);
        Run<?, ?> group = build(job, "{\"v\": \"x\", \"host\": \"prod\"}");
        jenkins.assertBuildStatus(Result.FAILURE, group);
        jenkins.assertLogContains("the limit names prod, in the inventory a group and not a host", group);
        Run<?, ?> host = build(job, "{\"v\": \"x\", \"host\": \"web2\"}");
        jenkins.assertBuildStatus(Result.SUCCESS, host);
        assertThat(jenkins.getLog(host)).contains("ok: [web2]").doesNotContain("ok: [web1]");
    }

    @Test
    void templateOfAMessageInARoleIsRefused() throws Exception {
        WorkflowJob job = pipeline("""
                writeFile file: 'roles/tell/tasks/main.yml', text: '- debug: {msg: "value=[{{ v }}]"}'
                ansibleRun role: 'tell', roleVars: [v: params.V], hosts: 'web1', inventory: 'hosts', roleSkipFacts: true""");

        Run<?, ?> template = build(job, "{\"v\": \"{{ 7*191 }}\"}");
        jenkins.assertBuildStatus(Result.FAILURE, template);
        jenkins.assertLogContains(
                "role: a message has started this build, whose values must not become templates", template);
        Run<?, ?> text = build(job, "{\"v\": \"$TOKEN, 0755\"}");
        jenkins.assertBuildStatus(Result.SUCCESS, text);
        jenkins.assertLogContains("value=[$TOKEN, 0755]", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role: params.V, hosts: 'web1'",
                "module: 'command', moduleArguments: \"id ${params.V}\", hosts: 'web1'",
                "playbook: 'site.yml', containerImage: params.V",
                "playbook: 'site.yml', containerImage: 'a', containerOptions: [params.V]",
                "playbook: 'site.yml', containerImage: 'a', containerVolumes: [params.V]",
                "playbook: 'site.yml', promptAnswers: [[pattern: params.V]]"
            })
    void messageChoosesNeitherWhatRunsNorWhere(String options) throws Exception {
        WorkflowJob job = pipeline("ansibleRun inventory: 'hosts', " + options);

        Run<?, ?> build = build(job, "{\"v\": \"--privileged /:/all\"}");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("the value of the parameter \"V\", which a message has set", build);
        jenkins.assertLogNotContains("PLAY [", build);
    }

    @Test
    void buildsThatSuchABuildStartsAreTreatedLikeIt() throws Exception {
        WorkflowJob below = jenkins.createProject(WorkflowJob.class, "below");
        below.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("given", "")));
        below.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local',
                      extraVars: [v: params.given, fixed: 'x']
                }
                """.formatted(PLAYBOOK), true));
        Run<?, ?> above = build(freestyle(false), "{\"v\": \"x\"}");

        Run<?, ?> build = jenkins.assertBuildStatus(
                Result.SUCCESS,
                below.scheduleBuild2(
                        0,
                        new CauseAction(new Cause.UpstreamCause(above)),
                        new ParametersAction(new StringParameterValue("given", "{{ 7*191 }}"))));

        jenkins.assertLogContains("value=[{{ 7*191 }}]", build);
    }
}
