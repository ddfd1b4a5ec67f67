package io.jenkins.plugins.ansibleevents.agent;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent whose Java knows ASCII only: {@code hé} would become {@code h?} there, a pattern that {@code hx} fits, too. */
@WithJenkins
class OtherLocaleAgentTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: "ran on {{ inventory_hostname }}, V is {{ lookup('env', 'V') }}, x is {{ x }}"
            """;

    private JenkinsRule jenkins;

    @BeforeEach
    void agent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        DumbSlave agent = rule.createSlave("posix", "posix", new EnvVars("LC_ALL", "POSIX", "LANG", ""));
        rule.waitOnline(agent);
    }

    private WorkflowJob job(String place) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "far");
        job.setDefinition(new CpsFlowDefinition("node('posix') { " + place + """
                 {
                  writeFile file: 'site.yml', text: '''%s'''
                  withEnv(['V=wé']) {
                    ansibleRun playbook: 'site.yml', limit: 'hé', connection: 'local', extraVars: [x: 'ü'],
                      inventoryContent: 'hé\\nhx\\n'
                  }
                } }
                """.formatted(SITE), true));
        return job;
    }

    @Test
    void exactlyTheNamedHostRuns() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("dir('.')"));

        jenkins.assertLogContains("ran on hé, V is wé, x is ü", build);
        jenkins.assertLogNotContains("ran on hx", build);
    }

    @Test
    void factsOfAHostThatTheAgentCannotNameAreMissedInWords() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "facts");
        job.setDefinition(new CpsFlowDefinition("""
                node('posix') {
                  writeFile file: 'site.yml', text: '[{hosts: all, gather_facts: false, tasks: [{set_fact: {a: 1, cacheable: true}}]}]'
                  ansibleRun playbook: 'site.yml', connection: 'local', factCache: true, inventoryContent: 'hé\\n'
                }
                """, true));

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains(
                "The facts of the hosts could not be kept: the locale of the agent cannot read", build);
    }

    /** Jenkins itself refuses it, before anything of ours runs. */
    @Test
    void workspaceThatTheAgentCannotNameIsRefused() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job("ws('prüf')"));

        jenkins.assertLogNotContains("ran on", build);
        jenkins.assertLogContains("unmappable characters: ", build);
    }
}
