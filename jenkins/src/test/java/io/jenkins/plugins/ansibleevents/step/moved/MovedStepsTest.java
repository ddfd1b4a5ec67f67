package io.jenkins.plugins.ansibleevents.step.moved;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.ansibleevents.access.MessageParameters;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Scripts that were written for the {@code ansible} plugin. */
@WithJenkins
class MovedStepsTest {

    private static final String SITE = """
            - hosts: all
              connection: local
              gather_facts: false
              tasks:
                - name: show
                  ansible.builtin.debug:
                    msg: "{{ v | default('nothing') | to_json }} on {{ inventory_hostname }}"
                  tags: [one]
                - name: second
                  ansible.builtin.debug:
                    msg: second {{ inventory_hostname }}
                  tags: [two]
            """;

    @Test
    void playbookStepRunsWithTheOptionsOfTheOtherPlugin(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                withEnv(['TAG=one', 'BOOK=site']) {
                  def result = ansiblePlaybook(
                      playbook: '${BOOK}.yml', inventory: 'localhost,web1,web2,', inventoryContent: 'never', limit: 'web*',
                      tags: '${TAG}', skippedTags: 'three', forks: 2, checkMode: true, colorized: true,
                      disableHostKeyChecking: true, hostKeyChecking: false, vaultTmpPath: '/nowhere', dynamicInventory: false,
                      sudo: false, sudoUser: 'nobody', becomeUser: 'nobody', credentialsId: '', extras: '-e more=$TAG -v')
                  echo "outcome ${result.outcome}"
                }
                ansiblePlaybook playbook: 'site.yml', inventoryContent: 'web3', startAtTask: 'second'
                writeFile file: 'local.yml', text: '- hosts: localhost\\n  gather_facts: false\\n  tasks: [{debug: {msg: unnamed}}]\\n'
                ansiblePlaybook 'local.yml'
                """);

        String log = unescaped(build);
        assertThat(log)
                .contains("ansiblePlaybook is a step of the plugin \"ansible\", which is not installed")
                .contains("\"nothing\" on web1", "\"nothing\" on web2", "outcome SUCCESSFUL", "second web3", "unnamed")
                .contains("-e more=one -v", "--limit web*", "--tags one", "--skip-tags three", "--forks 2", "--check")
                .doesNotContain("on localhost", "--become", "on web3");
    }

    @Test
    void declarativePipelineMayHaveIt(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "moved");
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                  agent any
                  stages {
                    stage('run') {
                      steps {
                        writeFile file: 'site.yml', text: '''%s'''
                        ansiblePlaybook(playbook: 'site.yml', inventory: 'localhost,', tags: 'one', colorized: false,
                            extraVars: [v: [value: 'seen', hidden: false]])
                        ansibleAdhoc(hosts: 'all', module: 'debug', moduleArguments: 'msg=adhoc', inventory: 'localhost,',
                            extras: '-c local')
                      }
                    }
                  }
                }
                """.formatted(SITE), true));

        WorkflowRun build = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

        assertThat(unescaped(build)).contains("\"seen\" on localhost", "adhoc");
    }

    @Test
    void variablesAreWhatTheyWereThere(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                withEnv(['WORD=expanded']) {
                  for (value in [
                      'plain', 8, true, 'true', '$WORD', 'two words', null,
                      [value: 'seen', hidden: false], [value: 'one-' + 'Kq3Wz', hidden: true],
                      [value: 'two-' + 'Kq3Wz'], [secretValue: 'thr-' + 'Kq3Wz', hidden: true],
                      hudson.util.Secret.fromString('fou-' + 'Kq3Wz')]) {
                    ansiblePlaybook playbook: 'site.yml', inventory: 'localhost,', tags: 'one', extraVars: [v: value]
                  }
                }
                ansiblePlaybook playbook: 'site.yml', inventory: 'localhost,', tags: 'one',
                    extraVars: [db_password: 'fiv-' + 'Kq3Wz', v: '{{ db_password }}!']
                """);

        assertThat(unescaped(build).lines().filter(line -> line.contains(" on localhost\"")))
                .extracting(line -> line.replaceAll(".*\"msg\": \"(.*) on localhost\".*", "$1"))
                .containsExactly(
                        "\"plain\"",
                        "\"8\"",
                        "true",
                        "true",
                        "\"expanded\"",
                        "\"two words\"",
                        "\"nothing\"",
                        "\"seen\"",
                        "\"****\"",
                        "\"****\"",
                        "\"****\"",
                        "\"****\"",
                        "\"****!\"");
        assertThat(filesWith(build.getRootDir().toPath(), "-Kq3Wz")).isEmpty();
    }

    @Test
    void buildStepsOfTheOtherPluginRunInPipelines(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                step([$class: 'AnsiblePlaybookBuilder', playbook: 'site.yml', tags: 'one', limit: null,
                    inventory: [$class: 'InventoryPath', path: 'localhost,'], unbufferedOutput: true, colorizedOutput: true,
                    additionalParameters: '-v',
                    extraVars: [[key: 'v', secretValue: hudson.util.Secret.fromString('six-' + 'Kq3Wz'), hidden: true]]])
                step([$class: 'AnsiblePlaybookBuilder', playbook: 'site.yml', tags: 'two',
                    inventory: [$class: 'InventoryContent', content: 'web4', dynamic: false]])
                step([$class: 'AnsibleAdHocCommandBuilder', hostPattern: 'all', module: 'debug', command: 'msg=from-adhoc',
                    inventory: [$class: 'InventoryPath', path: 'localhost,'], additionalParameters: '-c local'])
                """);

        assertThat(unescaped(build)).contains("\"****\" on localhost", "second web4", "from-adhoc");
        assertThat(filesWith(build.getRootDir().toPath(), "-Kq3Wz")).isEmpty();
    }

    @Test
    void moduleRunsWithoutAPlaybook(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                def result = ansibleAdhoc hosts: 'web*', inventory: 'localhost,web1,web2,', moduleArguments: 'echo $SAID $((1+1))',
                    module: 'shell', extras: '-c local', extraVars: [[key: 'token', secretValue: 'sev-' + 'Kq3Wz', hidden: true]]
                echo "hosts ${result.recap.keySet().sort()}"
                ansibleAdhoc hosts: 'localhost', inventory: 'localhost,', moduleArguments: 'echo without a module', extras: '-c local'
                """);

        jenkins.assertLogContains("web1 | CHANGED | rc=0 >>", build);
        jenkins.assertLogContains("without a module", build);
        jenkins.assertLogContains("hosts [web1, web2]", build);
        assertThat(filesWith(build.getRootDir().toPath(), "-Kq3Wz")).isEmpty();
        try (var browser = jenkins.createWebClient()) {
            assertThat(browser.getPage(build, "ansible-events").asNormalizedText())
                    .contains("shell on web*");
        }
    }

    @Test
    void messageNamesNoVariableOfTheEnvironment(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "moved");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("WORD", "")));
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''%s'''
                  withEnv(['PRIVATE=pri-Kq3Wz']) {
                    ansiblePlaybook playbook: 'site.yml', inventory: 'localhost,', tags: 'one', extraVars: [v: params.WORD]
                    step([$class: 'AnsiblePlaybookBuilder', playbook: 'site.yml', tags: 'one',
                        inventory: [$class: 'InventoryPath', path: 'localhost,'],
                        extraVars: [[key: 'v', secretValue: params.WORD, hidden: false]]])
                    ansibleAdhoc hosts: params.WORD, inventory: 'localhost,', module: 'ping'
                  }
                }
                """.formatted(SITE), true));
        var word = new ParametersAction(new StringParameterValue("WORD", "${PRIVATE} {{ 1 + 1 }}"));

        WorkflowRun build = jenkins.assertBuildStatus(
                Result.FAILURE, job.scheduleBuild2(0, new MessageParameters(List.of("WORD"), false), word));

        assertThat(unescaped(build).split(Pattern.quote("\"${PRIVATE} {{ 1 + 1 }}\" on localhost"), -1))
                .hasSize(3);
        jenkins.assertLogContains(
                "the value of the parameter \"WORD\", which a message has set, is no name of a host", build);
        assertThat(filesWith(build.getRootDir().toPath().resolve("archive"), "pri-Kq3Wz"))
                .isEmpty();
    }

    @Test
    void whatIsNotTakenIsRefusedWithTheLineThatReplacesIt(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                def refused(body) {
                  try { body(); echo 'it ran' } catch (hudson.AbortException e) { echo "refused: ${e.message}" }
                }
                node {
                  refused { ansibleVault action: 'encrypt', input: 'vars/secrets.yml', vaultCredentialsId: 'vault' }
                  refused { ansibleVault action: 'encrypt_string', content: 'con-' + 'Kq3Wz', vaultCredentialsId: 'vault' }
                  refused { step([$class: 'AnsibleVaultBuilder', action: 'decrypt', input: 'a.yml']) }
                  refused { step([$class: 'AnsiblePlaybookBuilder', playbook: 'site.yml', limmit: 'x']) }
                  refused { ansiblePlaybook playbook: 'site.yml', extraVars: [v: [a: 1]] }
                  refused { ansiblePlaybook playbook: 'site.yml', extraVars: [v: ['list']] }
                  refused { ansiblePlaybook playbook: 'site.yml', extraVars: 'v=1' }
                  refused { ansibleAdhoc hosts: 'all', extraVars: [[secretValue: 'x']] }
                  refused { ansibleAdhoc hosts: '', module: 'ping' }
                  refused { ansiblePlaybook playbook: '', inventory: 'localhost,' }
                }
                """);

        for (String sentence : List.of(
                "ansibleVault: Ansible Events does not run ansible-vault; write instead: withCredentials([string(credentialsId:"
                        + " 'vault', variable: 'VAULT')]) { sh 'printf %s \"$VAULT\" | ansible-vault encrypt --vault-password-file"
                        + " /bin/cat vars/secrets.yml' }",
                "AnsibleVaultBuilder: Ansible Events does not run ansible-vault; write instead: ",
                "AnsiblePlaybookBuilder: limmit: is no option of this step",
                "ansiblePlaybook: extraVars.v: a map here may have value and hidden only",
                "ansiblePlaybook: extraVars.v: must be a text, a number, true or false",
                "ansiblePlaybook: extraVars: must be a map such as [version: '1.2']",
                "ansibleAdhoc: extraVars: each entry of a list must be a map such as [key: 'version'",
                "ansibleAdhoc: hosts: ")) {
            jenkins.assertLogContains("refused: " + sentence, build);
        }
        jenkins.assertLogContains("ansible-vault decrypt --vault-password-file /bin/cat a.yml", build);
        jenkins.assertLogNotContains("it ran", build);
        jenkins.assertLogNotContains("\tat ", build);
        assertThat(filesWith(build.getRootDir().toPath(), "-Kq3Wz")).isEmpty();
    }

    @Test
    void generatorPrintsTheStepThatReplacesThem(JenkinsRule jenkins) throws Exception {
        for (Class<?> step : List.of(AnsiblePlaybookStep.class, AnsibleAdhocStep.class, AnsibleVaultStep.class)) {
            var form = new JSONObject();
            form.put("stapler-class", step.getName());
            form.put("$class", step.getName());
            try (var browser = jenkins.createWebClient()) {
                var request = new WebRequest(new URL(jenkins.getURL(), Snippetizer.GENERATE_URL), HttpMethod.POST);
                request.setRequestParameters(new ArrayList<>(List.of(new NameValuePair("json", form.toString()))));
                browser.addCrumb(request);
                assertThat(browser.getPage(request).getWebResponse().getContentAsString())
                        .startsWith("// ")
                        .endsWith("ansibleRun 'site.yml'");
            }
        }
    }

    /** Where the other plugin is installed: by their names here, since a plugin that a test loads stays for all others. */
    @Test
    void onlyNamesOfTheOtherPluginAreLeftToIt(JenkinsRule jenkins) {
        assertThat(jenkins.jenkins.getExtensionList(Descriptor.class).stream().filter(MovedExtensions::isMoved))
                .extracting(descriptor -> descriptor.clazz.getSimpleName())
                .containsExactlyInAnyOrder(
                        "AnsiblePlaybookStep",
                        "AnsibleAdhocStep",
                        "AnsibleVaultStep",
                        "AnsiblePlaybookBuilder",
                        "AnsibleAdHocCommandBuilder",
                        "AnsibleVaultBuilder");
    }

    private static String unescaped(WorkflowRun build) throws Exception {
        return JenkinsRule.getLog(build).replace("\\\"", "\"");
    }

    private static WorkflowRun run(JenkinsRule jenkins, Result expected, String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "moved");
        String script = steps.contains("node {")
                ? steps
                : "node {\nwriteFile file: 'site.yml', text: '''" + SITE + "'''\n" + steps + "}\n";
        job.setDefinition(new CpsFlowDefinition(script, false));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    /** The files of a build but for those in which Pipeline keeps the arguments of its steps. */
    private static List<Path> filesWith(Path directory, String text) throws IOException {
        try (var tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("workflow") && !file.endsWith("program.dat"))
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
