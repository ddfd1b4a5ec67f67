package io.jenkins.plugins.ansibleevents.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent that has nothing of the plugin yet: no class and, with a cache of its own, no file. */
@WithJenkins
class FirstConnectionTest {

    /** All that an agent ever needs of the plugin: how to serve the files of a run. No library is among it. */
    private static final Pattern OF_AGENTS = Pattern.compile(
            "io\\.jenkins\\.plugins\\.ansibleevents\\.(agent|engine\\.runner\\.(LocalRunHost|RunHost|LookAt|Seen)|engine\\.files)\\b.*");

    private static final Pattern LOADED = Pattern.compile("(\\S+) source: .*");

    private JenkinsRule jenkins;

    @TempDir
    private Path directory;

    @BeforeEach
    void keep(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void agentGetsTheFewClassesThatServeFilesAndRunsThePlaybook() throws Exception {
        Path loaded = directory.resolve("loaded");
        agent("-Xlog:class+load=info:file=" + loaded + "::filecount=0");

        WorkflowRun build = jenkins.buildAndAssertSuccess(job());

        jenkins.assertLogContains("\"msg\": \"hello\"", build);
        assertThat(ours(loaded))
                .isNotEmpty()
                .allMatch(name -> OF_AGENTS.matcher(name).matches());
    }

    /** The classes come in a file format of the future, as all of ours are for an agent with Java 11. */
    @Test
    void javaThatIsTooOldForTheClassesIsNamed() throws Exception {
        agent("-javaagent:" + jarOf(Newer.class));

        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job().scheduleBuild2(0));

        jenkins.assertLogContains(
                "agent a1 runs Java " + Runtime.version().feature()
                        + ", and the classes of this plugin need Java 99 or newer there; start the agent with it",
                build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    private WorkflowJob job() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "first");
        job.setDefinition(new CpsFlowDefinition(
                "node('a1') { writeFile file: 'site.yml', text: '''" + LocalPlaybook.HELLO + "'''\n"
                        + "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local' }",
                true));
        return job;
    }

    private void agent(String option) throws Exception {
        String command = "\"%s/bin/java\" -Xmx256m \"%s\" -jar \"%s\" -jar-cache \"%s\""
                .formatted(
                        System.getProperty("java.home"),
                        option,
                        Path.of(jenkins.jenkins
                                .getJnlpJars("agent.jar")
                                .getURL()
                                .toURI()),
                        directory.resolve("cache"));
        var agent = new DumbSlave("a1", directory.resolve("a1").toString(), new SimpleCommandLauncher(command));
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
    }

    private static List<String> ours(Path loaded) throws IOException {
        var names = new ArrayList<String>();
        for (String line : Files.readAllLines(loaded)) {
            var found = LOADED.matcher(line);
            if (found.find() && found.group(1).startsWith("io.jenkins.plugins.ansibleevents.")) {
                names.add(found.group(1));
            }
        }
        return names;
    }

    private Path jarOf(Class<?> premain) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", premain.getName());
        Path jar = directory.resolve("newer.jar");
        String entry = premain.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = premain.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }

    /** In the agent's Java: our classes say that they were compiled for Java 99. */
    public static final class Newer implements ClassFileTransformer {

        private static final int MINOR_AND_MAJOR = 4;
        private static final byte JAVA_99 = 99 + 44 - 256;

        /** Called by Java before the agent starts. */
        public static void premain(String ignored, Instrumentation java) {
            java.addTransformer(new Newer());
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
            if (name == null || !name.startsWith("io/jenkins/plugins/ansibleevents/agent/") || name.contains("Newer")) {
                return null;
            }
            byte[] newer = bytes.clone();
            newer[MINOR_AND_MAJOR + 3] = JAVA_99;
            return newer;
        }
    }
}
