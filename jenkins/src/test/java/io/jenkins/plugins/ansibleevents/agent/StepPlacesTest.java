package io.jenkins.plugins.ansibleevents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

/** The directories of an agent in which a step can stand, and those in which no run can begin. */
@WithJenkins
class StepPlacesTest {

    private static final String RUN = "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local'";

    private JenkinsRule jenkins;

    @TempDir
    private Path root;

    private Path mounted;

    @BeforeEach
    void agent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent("a1", root.resolve("a1"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) {
            command("umount", "--lazy", mounted.toString());
        }
    }

    @Test
    void relativePathsAreThoseOfTheDirectoryOfTheStep() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
                node('a1') {
                  ws('its own') {
                    dir('deep/er') {
                      writeFile file: 'site.yml', text: '''
                - hosts: all
                  gather_facts: false
                  tasks:
                    - ansible.builtin.command: pwd
                      register: where
                    - ansible.builtin.debug:
                        msg: "{{ place }} in {{ where.stdout }}"
                '''
                      writeFile file: 'hosts', text: 'web1 place=deeper'
                    }
                    dir('deep') {
                      dir('er') { ansibleRun playbook: 'site.yml', inventory: 'hosts', connection: 'local' }
                      ansibleRun playbook: 'er/site.yml', inventory: 'er/hosts', connection: 'local'
                    }
                  }
                }
                """));

        Path workspace = root.resolve("a1/its own");
        String said = "\"deeper in " + workspace.resolve("deep/er") + "\"";
        assertThat(build.getLog(1000).stream().filter(line -> line.contains(said)))
                .hasSize(2);
        assertNoPrivateDirectoryIsLeft();
    }

    @Test
    void rootOfTheFilesHasNoPlaceForTemporaryOnes() throws Exception {
        refused(
                "node('a1') { dir('/') { " + RUN + " } }",
                "the directory / has none above it for temporary files; let the step run in a workspace");
    }

    @Test
    void temporaryDirectoryThatIsAFileIsNamed() throws Exception {
        Path place = Files.createDirectories(root.resolve("a1/workspace")).resolve("places@tmp");
        Files.writeString(place, "");

        refused(
                "node('a1') { " + RUN + " }",
                "cannot make a private directory in " + place
                        + ": something of that name is in its place; it needs a directory in which this user may write");
    }

    @Test
    void temporaryDirectoryThatIsReadOnlyIsNamedAlsoForFacts() throws Exception {
        Path place = Files.createDirectories(root.resolve("a1/workspace/places@tmp"));
        mount(place, "--bind", "--options", "ro,bind", place.toString());

        refused(
                "node('a1') { ansibleRun playbook: 'site.yml', factCache: true }",
                "cannot make a private directory in " + place + ": read-only file system; ");
    }

    @Test
    void temporaryDirectoryWithoutSpaceIsNamed() throws Exception {
        Path place = Files.createDirectories(root.resolve("a1/workspace/places@tmp"));
        mount(place, "-t", "tmpfs", "-o", "size=64k", "none");
        fill(place.resolve("fill"));

        refused("node('a1') { " + RUN + " }", "no space left on device");
        assertNoPrivateDirectoryIsLeft();
    }

    @Test
    void windowsIsRefusedWithWhatHelps() throws Exception {
        agent("windows", root.resolve("windows"));

        refused(
                "node('windows') { " + RUN + " }",
                "ansibleRun: The agent windows runs Windows, where Ansible does not run: use an agent with Linux or macOS,"
                        + " or start the agent in the Windows Subsystem for Linux (WSL) of that machine.");
    }

    private void refused(String script, String sentence) throws Exception {
        WorkflowRun build =
                jenkins.assertBuildStatus(Result.FAILURE, job(script).scheduleBuild2(0));

        jenkins.assertLogContains(sentence, build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "places");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private void agent(String name, Path directory) throws Exception {
        var agent = new DumbSlave(name, directory.toString(), jenkins.createComputerLauncher(null));
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
    }

    private void mount(Path place, String... arguments) throws Exception {
        String[] words = Stream.of(Stream.of("mount"), Stream.of(arguments), Stream.of(place.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new);
        assumeTrue(
                command(words) == 0, "mount is not allowed here: run this test as root, or in a privileged container");
        mounted = place;
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[1]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
        }
    }

    private static int command(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    private void assertNoPrivateDirectoryIsLeft() throws IOException {
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.map(Path::toString)).noneMatch(path -> path.contains("ansible-events-"));
        }
    }

    /** Makes an agent of the name {@code windows} look like one. */
    @TestExtension
    public static final class Windows extends LauncherDecorator {

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return node.getNodeName().equals("windows") ? new OnWindows(launcher) : launcher;
        }

        private static final class OnWindows extends Launcher.DecoratedLauncher {

            OnWindows(Launcher inner) {
                super(inner);
            }

            @Override
            public boolean isUnix() {
                return false;
            }
        }
    }
}
