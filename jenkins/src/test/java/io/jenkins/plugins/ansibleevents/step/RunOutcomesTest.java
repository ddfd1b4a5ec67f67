package io.jenkins.plugins.ansibleevents.step;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The log has a sentence for each end of a real run, and a step that is not a failure goes on with its result. */
@WithJenkins
class RunOutcomesTest {

    private static final String PIPELINE = """
            def run(Map options) {
              writeFile file: 'site.yml', text: '''
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.command: "{{ word | default('true') }}"
                  ignore_errors: "{{ ignore | default(false) | bool }}"
                - ansible.builtin.copy:
                    content: would be new
                    dest: "{{ playbook_dir }}/drifted"
                  when: ansible_check_mode
            '''
              ansibleRun([playbook: 'site.yml', inventory: 'localhost,', connection: 'local'] + options)
            }
            def say(String name, Map options) {
              try {
                def r = run(options)
                echo "${name}: ${r.outcome} ${r.result} rc ${r.rc} failed ${r.failedHosts} unreachable ${r.unreachableHosts}"
              } catch (e) {
                echo "${name}: ${e.message}"
              }
            }
            node {
              say 'failed', [extraVars: [word: 'false'], resultPolicy: [failed: 'UNSTABLE']]
              say 'strict', [extraVars: [word: 'false']]
              say 'unreached', [inventory: '127.0.0.1,', connection: 'ssh', extras: '-e ansible_port=1']
              say 'omitted', [omitEventData: true, extraVars: [word: 'false'], resultPolicy: [failed: 'UNSTABLE']]
              say 'wrong type', [omitEvents: 'nix']
              say 'allowed', [extraVars: [word: 'false'], resultPolicy: [failedLimit: '100%']]
              say 'ignored', [extraVars: [word: 'false', ignore: true], resultPolicy: [ignored: 'UNSTABLE']]
              say 'drift', [drift: true]
              say 'unreachable', [inventory: '127.0.0.1,', connection: 'ssh', extras: '-e ansible_port=1',
                  resultPolicy: [unreachable: 'UNSTABLE']]
              writeFile file: 'ssh', text: '#!/bin/sh\\necho "Host key verification failed." >&2; exit 255'
              sh 'chmod +x ssh'
              say 'host key', [inventory: '127.0.0.1,', connection: 'ssh', resultPolicy: [unreachable: 'UNSTABLE'],
                  extraVars: [ansible_ssh_executable: "${pwd()}/ssh"]]
              say 'nobody', [limit: 'nowhere']
              say 'tags', [tags: 'nothing']
              say 'start', [startAtTask: 'nosuchtask']
              say 'unstable', [tags: 'nothing', resultPolicy: [nothingRan: 'UNSTABLE']]
              say 'meant', [skippedTags: 'all', resultPolicy: [nothingRan: 'SUCCESS']]
              say 'lists', [extras: '--list-hosts']
              say 'checks', [extras: '--syntax-check']
              say 'inventory', [inventory: "localhost,\\nhosts.ini"]
              say 'comma', [inventory: 'localhost']
              say 'key', [extras: '--private-key /nowhere/id_rsa']
              say 'roles', [rolesPath: 'my roles']
              say 'wrong policy', [resultPolicy: [failed: 'WARNING']]
              say 'wrong limit', [resultPolicy: [failedLimit: 'many']]
              say 'wrong archive', [archive: 'SOME']
              writeFile file: 'bad.yml', text: '- hosts: [all'
              say 'unreadable', [playbook: 'bad.yml']
              say 'missing', [playbook: 'missing.yml']
              say 'option', [extras: '--no-such-option']
            }
            """;

    @Test
    void endsAreToldApart(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "ends");
        job.setDefinition(new CpsFlowDefinition(PIPELINE, true));

        WorkflowRun build = jenkins.assertBuildStatus(Result.UNSTABLE, job.scheduleBuild2(0));

        jenkins.assertLogContains("failed: HOSTS_FAILED UNSTABLE rc 2 failed [localhost] unreachable []", build);
        jenkins.assertLogContains(
                "strict: 1 of 1 hosts failed (localhost), 0 allowed: \"ansible.builtin.command\" on localhost:"
                        + " non-zero return code 1 (",
                build);
        jenkins.assertLogContains(
                "unreached: 1 of 1 hosts unreachable (127.0.0.1), 0 allowed: \"ansible.builtin.command\" on 127.0.0.1:"
                        + " Failed to connect to the host via ssh: ",
                build);
        jenkins.assertLogContains("omitted: HOSTS_FAILED UNSTABLE rc 2 failed [localhost] unreachable []", build);
        jenkins.assertLogContains("wrong type: ansibleRun: omitEvents: unknown event type 'nix'", build);
        jenkins.assertLogContains("allowed: HOSTS_FAILED SUCCESS rc 2 failed [localhost] unreachable []", build);
        jenkins.assertLogContains("ignored: SUCCESSFUL UNSTABLE rc 0", build);
        jenkins.assertLogContains("drift: SUCCESSFUL UNSTABLE rc 0", build);
        jenkins.assertLogContains(
                "unreachable: HOSTS_UNREACHABLE UNSTABLE rc 4 failed [] unreachable [127.0.0.1]", build);
        jenkins.assertLogContains("the SSH host key of 127.0.0.1 (1 of 1) is unknown or has changed: add it", build);
        jenkins.assertLogContains("nobody: no host matched, nothing was done", build);
        jenkins.assertLogContains("and at the limit \"nowhere\"", build);
        jenkins.assertLogContains(
                "tags: no task was run: the plays have hosts and tasks, and tags \"nothing\" left none;", build);
        jenkins.assertLogContains(
                "start: no task was run: the plays have hosts and tasks, and start at task \"nosuchtask\" left none;",
                build);
        jenkins.assertLogContains("unstable: NOTHING_RAN UNSTABLE rc 0", build);
        jenkins.assertLogContains("meant: NOTHING_RAN SUCCESS rc 0", build);
        jenkins.assertLogContains(
                "[ansible] with --list-hosts Ansible runs nothing, so this run has no events of hosts;", build);
        jenkins.assertLogContains("lists: SUCCESSFUL SUCCESS rc 0", build);
        jenkins.assertLogContains("checks: SUCCESSFUL SUCCESS rc 0", build);
        for (String missing : new String[] {
            "inventory: the inventory \"hosts.ini\" does not exist: there is no ",
            "/workspace/ends/hosts.ini on the machine where Ansible runs; name an existing file or directory, or give",
            "comma: the inventory \"localhost\" does not exist: ",
            "or give a list of hosts with a comma: \"localhost,\"",
            "key: the private key file \"/nowhere/id_rsa\" does not exist: there is no /nowhere/id_rsa on the machine",
            "roles: the directory of roles \"my roles\" does not exist: "
        }) {
            jenkins.assertLogContains(missing, build);
        }
        jenkins.assertLogContains(
                "wrong policy: ansibleRun: resultPolicy.failed: must be SUCCESS, UNSTABLE or FAILURE, is \"WARNING\"",
                build);
        jenkins.assertLogContains(
                "wrong limit: ansibleRun: resultPolicy.failedLimit: must be a number of hosts such as 3, or a share such"
                        + " as 5%, is \"many\"",
                build);
        jenkins.assertLogContains(
                "wrong archive: ansibleRun: archive: must be one of [ALL, FAILED, SUMMARY, NOTHING], is \"SOME\"",
                build);
        jenkins.assertLogContains("unreadable: a file cannot be used: YAML parsing failed: ", build);
        jenkins.assertLogContains("/bad.yml:2:1)", build);
        jenkins.assertLogContains(
                "missing: ansible-playbook ended with 1: the playbook: missing.yml could not be found", build);
        jenkins.assertLogContains("option: Ansible refused its options: ", build);
        jenkins.assertLogNotContains("\tat ", build);
    }
}
