package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Values that a Pipeline may give to the options: everything that Groovy has a literal for. */
@WithJenkins
class GroovyValuesTest {

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: show
                  ansible.builtin.debug:
                    msg: "{{ v | default('nothing') | to_json }} on {{ inventory_hostname }}"
                  tags: [one]
                - name: second
                  ansible.builtin.debug:
                    msg: second
                  tags: [two]
                - name: third
                  ansible.builtin.debug:
                    msg: third
                  tags: [two, three]
            """;

    @Test
    void arraysTextsListsAndMapsArriveAsTheyAre(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                def name = 'x'
                def v = [array: ['a', "b-${name}"] as String[], numbers: [1, 2] as int[], deep: [[k: [true, null]]],
                         set: ["s-${name}"] as Set, ('key-' + name): 1.5]
                ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', tags: 'one',
                    extraVars: [v: v]
                """);

        assertThat(unescaped(build))
                .contains("{\"array\": [\"a\", \"b-x\"], \"numbers\": [1, 2], \"deep\": [{\"k\": [true, null]}],"
                        + " \"set\": [\"s-x\"], \"key-x\": 1.5} on localhost");
    }

    @Test
    void mapWithAMarkIsAValueAndAnyOtherMapIsAVariable(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                for (value in [
                    [secretValue: 'one-' + 'Kq3Wz', hidden: true], [secretValue: 'two-' + 'Kq3Wz'],
                    [value: 'thr-' + 'Kq3Wz', hidden: 'yes'], [value: [a: 'fou-' + 'Kq3Wz'], hidden: true],
                    [value: 'five', hidden: false], [secretValue: 'six', hidden: false],
                    [value: 'seven'], [hidden: true], [value: 'eight', hidden: true, more: 1]]) {
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', tags: 'one',
                      extraVars: [v: value]
                }
                """);

        assertThat(unescaped(build).lines().filter(line -> line.contains(" on localhost\"")))
                .extracting(line -> line.replaceAll(".*\"msg\": \"(.*) on localhost\".*", "$1"))
                .containsExactly(
                        "\"****\"",
                        "\"****\"",
                        "\"****\"",
                        "{\"a\": \"****\"}",
                        "\"five\"",
                        "\"six\"",
                        "{\"value\": \"seven\"}",
                        "{\"hidden\": true}",
                        "{\"value\": \"eight\", \"hidden\": true, \"more\": 1}");
        jenkins.assertLogNotContains("Kq3Wz", build);
    }

    @Test
    void listsAreTakenWhereAnOptionIsAList(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.SUCCESS, """
                def two = 'two'
                writeFile file: 'roles/.keep', text: ''
                writeFile file: 'more/.keep', text: ''
                writeFile file: 'more.ini', text: 'web1\\nweb2\\n'
                ansibleRun playbook: 'site.yml', inventory: ['localhost,', 'more.ini'], connection: 'local',
                    limit: ['localhost', 'web1'], tags: ['one', "${two}"], skippedTags: ['three'] as String[],
                    emitters: ['none'], omitEvents: ['runner_on_start'], rolesPath: ['roles', 'more']
                step([$class: 'AnsibleRunBuilder', playbook: 'site.yml', inventory: ['localhost,'], connection: 'local',
                    tags: ['three'], extraVars: [v: ['a'] as String[]]])
                """);

        String log = unescaped(build);
        assertThat(log).contains("\"nothing\" on localhost", "\"nothing\" on web1", "\"msg\": \"second\"");
        assertThat(log).doesNotContain("on web2");
        assertThat(log.split("\"msg\": \"third\"", -1)).hasSize(2); // of the second run only
    }

    @Test
    void declarativePipelinesMayGiveThemToo(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "values");
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                  agent any
                  stages {
                    stage('run') {
                      steps {
                        writeFile file: 'site.yml', text: '''%s'''
                        ansibleRun playbook: 'site.yml', inventory: ['localhost,'], connection: 'local', tags: ['one'],
                            extraVars: [v: ['a', 1]]
                      }
                    }
                  }
                }
                """.formatted(SITE), true));

        WorkflowRun build = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

        assertThat(unescaped(build)).contains("[\"a\", 1] on localhost");
    }

    @Test
    void otherObjectsAreRefusedByNameAndType(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Result.FAILURE, """
                for (options in [
                    [extraVars: [v: [list: [1, new Date(0)]]]], [extraVars: ['a']], [inventory: ['x', [y: 1]]],
                    [tags: ['two\\nlines']], [extraVars: [v: { -> 1 }]], [limit: [all: true]]]) {
                  try {
                    ansibleRun([playbook: 'site.yml', inventory: 'localhost,', connection: 'local'] + options)
                    echo 'it ran'
                  } catch (hudson.AbortException e) {
                    echo "refused: ${e.message}"
                  }
                }
                ansibleRun playbook: 'site.yml', inventory: 'localhost,', extraVars: [v: new Date(0)]
                """);

        for (String sentence : List.of(
                "refused: ansibleRun: extraVars.v.list[1]: is of the type java.util.Date, which no variable can hold; give text,",
                "refused: ansibleRun: extraVars: is of the type java.util.ArrayList; give a map such as [version: '1.2'], or YAML",
                "refused: ansibleRun: inventory[1]: is of the type java.util.LinkedHashMap; give text or a list of texts",
                "refused: ansibleRun: tags[0]: must be one line, contains a line break",
                "refused: ansibleRun: extraVars.v: is of the type org.jenkinsci.plugins.workflow.cps.CpsClosure2",
                "refused: ansibleRun: limit: is of the type java.util.LinkedHashMap; give text or a list of texts",
                "ERROR: ansibleRun: extraVars.v: is of the type java.util.Date")) {
            jenkins.assertLogContains(sentence, build);
        }
        jenkins.assertLogNotContains("it ran", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void passwordParameterIsAHiddenValue(JenkinsRule jenkins) throws Exception {
        try (LogRecorder secrets =
                new LogRecorder().record("hudson.util.Secret", Level.ALL).capture(50)) {
            WorkflowJob job = job(jenkins, """
                    ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', tags: 'one',
                        extraVars: [v: params.PASSWORD]
                    """);
            job.addProperty(new ParametersDefinitionProperty(new PasswordParameterDefinition("PASSWORD", "", "")));
            var parameter = new PasswordParameterValue("PASSWORD", "par-Ld9Xs");

            WorkflowRun build =
                    jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0, new ParametersAction(parameter)));

            assertThat(unescaped(build)).contains("\"****\" on localhost");
            jenkins.assertLogNotContains("par-Ld9Xs", build);
            assertThat(secrets.getMessages()).isEmpty();
        }
    }

    /** What Job DSL and other readers of the model see: plain text. */
    @Test
    void optionsAreTextToThoseWhoAskForTheirTypes(JenkinsRule jenkins) {
        for (Class<?> options : List.of(AnsibleRunBuilder.class, PipelineOptions.class)) {
            var model = DescribableModel.of(options);
            for (String option : List.of("extraVars", "inventory", "limit", "tags", "emitters")) {
                assertThat(model.getParameter(option).getErasedType()).isEqualTo(String.class);
            }
        }
        PlaybookOptions read = DescribableModel.of(AnsibleRunBuilder.class)
                .instantiate(Map.of("playbook", "site.yml", "extraVars", "version: 1"), null);
        assertThat(read.getExtraVars()).isEqualTo("version: 1");
        assertThat(DescribableModel.of(AnsibleRunBuilder.class)
                        .uninstantiate2((AnsibleRunBuilder) read)
                        .getArguments())
                .containsOnlyKeys("playbook", "extraVars");
    }

    /** Debug prints its text as JSON. */
    private static String unescaped(WorkflowRun build) throws Exception {
        return JenkinsRule.getLog(build).replace("\\\"", "\"");
    }

    private static WorkflowRun run(JenkinsRule jenkins, Result expected, String steps) throws Exception {
        return jenkins.assertBuildStatus(expected, job(jenkins, steps).scheduleBuild2(0));
    }

    private static WorkflowJob job(JenkinsRule jenkins, String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "values");
        job.setDefinition(new CpsFlowDefinition(
                "node {\nwriteFile file: 'site.yml', text: '''" + SITE + "'''\n" + steps + "}\n", true));
        return job;
    }
}
