package io.jenkins.plugins.ansibleevents.step;

import hudson.ExtensionList;
import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Installations under Manage Jenkins, Tools, and the ways in which a Pipeline names one. */
@WithJenkins
class AnsibleInstallationTest {

    private static final String PIPELINE = """
            pipeline {
              agent any
              %s
              stages {
                stage('run') {
                  steps {
                    writeFile file: 'site.yml', text: '''%s'''
                    sh 'command -v ansible-playbook'
                    ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local'%s
                  }
                }
              }
            }
            """;

    @Test
    void declarativePipelineTakesItFromItsTools(JenkinsRule jenkins, @TempDir Path home) throws Exception {
        install(home);

        WorkflowRun build =
                run(jenkins, PIPELINE.formatted("tools { ansibleEnvironment 'mine' }", LocalPlaybook.HELLO, ""));

        jenkins.assertLogContains(home + "/bin/ansible-playbook", build);
        jenkins.assertLogContains("started by mine", build);
        jenkins.assertLogContains("\"msg\": \"hello\"", build);
    }

    @Test
    void directoryMayHoldTheProgramsItself(JenkinsRule jenkins, @TempDir Path home) throws Exception {
        install(home);
        setInstallation(home.resolve("bin"));

        WorkflowRun build =
                run(jenkins, PIPELINE.formatted("tools { ansibleEnvironment 'mine' }", LocalPlaybook.HELLO, ""));

        jenkins.assertLogContains("started by mine", build);
    }

    @Test
    void stepNamesIt(JenkinsRule jenkins, @TempDir Path home) throws Exception {
        install(home);

        WorkflowRun build = run(jenkins, PIPELINE.formatted("", LocalPlaybook.HELLO, ", installation: 'mine'"));

        jenkins.assertLogContains("started by mine", build);
    }

    /** An installation whose program says who it is, and is the one of the PATH otherwise. */
    private static void install(Path home) throws Exception {
        Path program = Files.createDirectory(home.resolve("bin")).resolve("ansible-playbook");
        Path real = Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, "ansible-playbook"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        Files.writeString(program, "#!/bin/sh\necho started by mine\nexec '" + real + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        setInstallation(home);
    }

    private static void setInstallation(Path home) {
        ExtensionList.lookupSingleton(AnsibleInstallation.DescriptorImpl.class)
                .setInstallations(new AnsibleInstallation("mine", home.toString(), List.of()));
    }

    private static WorkflowRun run(JenkinsRule jenkins, String pipeline) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "tools");
        job.setDefinition(new CpsFlowDefinition(pipeline, true));
        return jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
    }
}
