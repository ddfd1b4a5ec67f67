package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The content of the two files that people install, and files that must never be in them. */
class PackagingIT {

    private static final Path PLUGIN = Path.of("target/ansible-events.hpi");
    private static final Path COMMAND = Path.of("target/ansible-events.jar");
    private static final String OWN = "io/jenkins/plugins/ansibleevents/";
    private static final List<String> SIGNATURES = List.of(
            "hudson/",
            "jenkins/",
            "jakarta/servlet/",
            "net/sf/json/",
            "org/jvnet/hudson/reactor/",
            "org/kohsuke/",
            "org/jenkinsci/",
            "org/springframework/",
            "com/cloudbees/",
            "com/thoughtworks/");

    @Test
    void pluginManifestSaysWhatJenkinsAsks() throws IOException {
        try (var plugin = new JarFile(PLUGIN.toFile())) {
            Attributes manifest = plugin.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Short-Name")).isEqualTo("ansible-events");
            assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.541.3");
            assertThat(manifest.getValue("Minimum-Java-Version")).isEqualTo("17");
            assertThat(manifest.getValue("Support-Dynamic-Loading")).isEqualTo("true");
            assertThat(manifest.getValue("Plugin-Dependencies"))
                    .contains("workflow-step-api:", "credentials:")
                    .contains(";resolution:=optional")
                    .doesNotContain(" ");
        }
    }

    @Test
    void innerJarCarriesThePluginsManifestAndTheIndexes() throws IOException {
        try (var inner = innerJar()) {
            assertThat(inner.getManifest().getMainAttributes().getValue("Short-Name"))
                    .isEqualTo("ansible-events");
            assertThat(names(inner))
                    .contains("index.jelly", "META-INF/annotations/hudson.Extension")
                    .contains("META-INF/annotations/org.jenkinsci.Symbol")
                    .contains("META-INF/services/io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueProvider")
                    .allMatch(n -> n.startsWith(OWN) || n.startsWith("META-INF/") || n.equals("index.jelly"))
                    .noneMatch(n -> n.startsWith(OWN + "cli/"));
        }
    }

    @Test
    void pluginBundlesOnlyWhatNoApiPluginBrings() throws IOException {
        try (var plugin = new JarFile(PLUGIN.toFile())) {
            List<String> libraries = plugin.stream()
                    .map(ZipEntry::getName)
                    .filter(n -> n.startsWith("WEB-INF/lib/") && n.endsWith(".jar"))
                    .map(n -> n.substring("WEB-INF/lib/".length()).replaceAll("-\\d.*|\\.jar$", ""))
                    .toList();
            assertThat(libraries)
                    .contains("ansible-events", "jeromq", "jnacl", "h2-mvstore", "failsafe")
                    .doesNotContain("picocli", "jackson-databind", "okhttp-jvm", "snakeyaml", "guava", "slf4j-api");
        }
    }

    @Test
    void commandLineHoldsNeitherGlueNorSignatures() throws IOException {
        try (var command = new JarFile(COMMAND.toFile())) {
            List<String> names = command.stream().map(ZipEntry::getName).toList();
            assertThat(names).contains(OWN + "cli/AnsibleEvents.class");
            for (String root : SIGNATURES) {
                assertThat(names).as(root).noneMatch(n -> n.startsWith(root));
            }
            for (String glue : List.of("access", "step", "agent", "build", "console", "emitter", "webhook", "config")) {
                assertThat(names).as(glue).noneMatch(n -> n.startsWith(OWN + glue + "/"));
            }
        }
    }

    private static JarInputStream innerJar() throws IOException {
        var plugin = new JarFile(PLUGIN.toFile());
        InputStream inner = plugin.getInputStream(plugin.getEntry("WEB-INF/lib/ansible-events.jar"));
        return new JarInputStream(inner) {
            @Override
            public void close() throws IOException {
                super.close();
                plugin.close();
            }
        };
    }

    private static List<String> names(JarInputStream jar) throws IOException {
        var names = new ArrayList<String>();
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            if (!entry.isDirectory()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
