package io.jenkins.plugins.ansibleevents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.FilePath;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.Result;
import hudson.util.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Runs in a container that hands no standard input on and sees nothing of the agent but the workspace and its temporary
 * directory: as in {@code docker.inside}, without a container engine.
 */
@WithJenkins
class ContainerTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              tasks:
                - name: where
                  ansible.builtin.shell: |
                    echo "of the controller $(ls -d ../../secrets ../../jobs 2>/dev/null | wc -l)"
                    echo "keys $(ssh-add -l | wc -l)"
                - ansible.builtin.debug:
                    msg: "token of {{ token | length }}"
            """;

    @TempDir
    private static Path temporary;

    private static Path root;

    @AfterEach
    void containerEnds() throws Exception {
        Path first = root.resolveSibling(root.getFileName() + ".pid");
        if (Files.exists(first)) {
            ProcessHandle.of(Long.parseLong(Files.readString(first).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @BeforeEach
    void containersCanBeMade() throws Exception {
        root = Files.createTempDirectory(temporary, "root");
        int code = new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "true")
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assumeTrue(
                code == 0,
                "unshare may not make name spaces here: run this test as root, or in a privileged container");
    }

    @Test
    void keysAndPasswordsReachARunInAContainer(JenkinsRule jenkins) throws Exception {
        addKey(jenkins, "first", "");
        addKey(jenkins, "second", "a passphrase");
        add(
                jenkins,
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken-of-13ch")));

        WorkflowRun build = start(
                jenkins,
                SITE,
                "verbosity: 1, credentialsId: 'first', sshKeys: [[credentialsId: 'second']],"
                        + " secretVars: [[name: 'token', credentialsId: 'token']]");

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("keys 2", build);
        jenkins.assertLogContains("of the controller 0", build);
        jenkins.assertLogContains("token of 13", build);
        assertNothingIsLeft(jenkins);
    }

    @Test
    void stoppedBuildLeavesNoProcessInTheContainer(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = start(jenkins, SITE.replace("echo \"keys", "sleep 60721; echo \"keys"), "verbosity: 1");
        await().atMost(LONG).until(() -> running("60721"));

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(running("60721")).isFalse();
        assertNothingIsLeft(jenkins);
    }

    @Test
    void containerThatCannotBeEnteredFailsTheStepAndLeavesNothing(JenkinsRule jenkins) throws Exception {
        Container.refused = true;
        try {
            WorkflowRun build = start(jenkins, SITE, "verbosity: 1");

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains(
                    "nothing could be started on the host of the run, or in its container (exit code 125)", build);
            assertNothingIsLeft(jenkins);
        } finally {
            Container.refused = false;
        }
    }

    private static WorkflowRun start(JenkinsRule jenkins, String site, String options) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "inside");
        job.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'site.yml', text: '''%s'''\n".formatted(site.replace("\\", "\\\\"))
                        + "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local', " + options
                        + " }",
                true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static void assertNothingIsLeft(JenkinsRule jenkins) throws IOException {
        Path beside = jenkins.jenkins.getRootDir().toPath().resolve("workspace/inside@tmp");
        await().atMost(LONG).untilAsserted(() -> {
            try (Stream<Path> left = Files.list(beside)) {
                assertThat(left).isEmpty();
            }
            assertThat(running("/ansible-events-")).isFalse();
        });
    }

    private static boolean running(String argument) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .anyMatch(line ->
                        line.contains(argument) && line.contains("inside") || line.endsWith("sleep " + argument));
    }

    private static void addKey(JenkinsRule jenkins, String id, String passphrase) throws Exception {
        Path key = Files.createTempDirectory(temporary, "key").resolve("id");
        int code = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", key.toString())
                .start()
                .waitFor();
        assertThat(code).isZero();
        add(
                jenkins,
                new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL,
                        id,
                        "deploy",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(Files.readString(key)),
                        passphrase,
                        ""));
    }

    private static void add(JenkinsRule jenkins, com.cloudbees.plugins.credentials.Credentials credentials)
            throws IOException {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(Domain.global(), credentials);
    }

    /** Leads every process of a step into a container, as a step {@code docker.inside} does around it. */
    @TestExtension
    public static final class Container extends LauncherDecorator {

        private static volatile boolean refused;

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    List<String> prefix =
                            refused ? List.of("sh", "-c", "exit 125") : prefix(starter.pwd(), starter.envs());
                    var words = new ArrayList<>(prefix);
                    words.addAll(starter.cmds());
                    var masks = new ArrayList<>(Collections.nCopies(prefix.size(), false));
                    masks.addAll(Collections.nCopies(starter.cmds().size(), false));
                    return getInner()
                            .launch()
                            .cmds(words)
                            .masks(toArray(masks))
                            .stdout(starter.stdout())
                            .quiet(true)
                            .start();
                }
            };
        }

        private static boolean[] toArray(List<Boolean> values) {
            var array = new boolean[values.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = values.get(i);
            }
            return array;
        }

        private static List<String> prefix(FilePath workspace, String[] environment) throws IOException {
            Path script = temporary.resolve("container.sh");
            try (InputStream in = ContainerTest.class.getResourceAsStream("container.sh")) {
                Files.write(script, in.readAllBytes());
            }
            Files.createDirectories(root);
            Files.createDirectories(Path.of(workspace.getRemote() + "@tmp"));
            var prefix = new ArrayList<>(List.of("/bin/sh", script.toString(), root.toString(), workspace.getRemote()));
            Stream.of(environment)
                    .filter(variable -> !variable.startsWith("PATH=") && !variable.startsWith("HOME="))
                    .forEach(prefix::add);
            return prefix;
        }
    }
}
