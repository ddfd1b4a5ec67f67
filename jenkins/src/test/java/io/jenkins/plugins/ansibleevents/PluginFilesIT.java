package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plugin built with Maven Central alone and the one of the canonical build are the same plugin. */
class PluginFilesIT {

    private static final Path CANONICAL = Path.of("target/ansible-events.hpi");
    private static final Path CENTRAL = Path.of("../target/ansible-events.hpi");
    private static final String LIBRARIES = "WEB-INF/lib/";

    private static final Set<String> ATTRIBUTES =
            Set.of("Short-Name", "Long-Name", "Jenkins-Version", "Minimum-Java-Version", "Support-Dynamic-Loading");

    /** Written by the tools of one build only: descriptions of the build, and indexes that nothing of ours reads. */
    private static final Predicate<String> OF_THE_TOOLS = name -> name.startsWith("META-INF/maven/")
            || name.startsWith("META-INF/annotations/")
            || name.startsWith("META-INF/services/annotations/")
            || name.endsWith(".stapler")
            || name.equals("META-INF/MANIFEST.MF");

    @BeforeAll
    static void bothAreThere() {
        if (!Files.isRegularFile(CENTRAL) && "true".equals(System.getenv("CI"))) {
            fail("there is no target/ansible-events.hpi to compare with: run mvn package in the root directory first");
        }
        assumeTrue(
                Files.isRegularFile(CENTRAL), "run mvn package in the root directory first: nothing to compare with");
    }

    @Test
    void sameClassesAndResources() throws IOException {
        assertThat(ownFiles(CENTRAL)).isEqualTo(ownFiles(CANONICAL));
    }

    @Test
    void sameIndexesOfExtensionsAndSymbols() throws IOException {
        for (String index : Set.of("hudson.Extension", "org.jenkinsci.Symbol", "hudson.init.Initializer")) {
            // The indexer of Maven Central writes to the older of the two places that Jenkins reads.
            String[] places = {"META-INF/annotations/" + index, "META-INF/services/annotations/" + index};
            assertThat(innerFiles(CENTRAL)).as("built with Maven Central alone").containsAnyOf(places);
            assertThat(innerFiles(CANONICAL)).as("canonical build").containsAnyOf(places);
        }
    }

    @Test
    void sameLibraries() throws IOException {
        assertThat(libraries(CENTRAL)).isEqualTo(libraries(CANONICAL));
    }

    @Test
    void samePluginsAreNeeded() throws IOException {
        assertThat(needed(CENTRAL)).isEqualTo(needed(CANONICAL));
        for (String attribute : ATTRIBUTES) {
            assertThat(attribute(CENTRAL, attribute))
                    .as(attribute)
                    .isNotNull()
                    .isEqualTo(attribute(CANONICAL, attribute));
        }
    }

    private static Set<String> ownFiles(Path plugin) throws IOException {
        return innerFiles(plugin).stream().filter(OF_THE_TOOLS.negate()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> innerFiles(Path plugin) throws IOException {
        var names = new TreeSet<String>();
        try (var file = new JarFile(plugin.toFile());
                InputStream inner = file.getInputStream(file.getEntry(LIBRARIES + "ansible-events.jar"));
                var jar = new JarInputStream(inner)) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (!entry.isDirectory()) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    private static Set<String> libraries(Path plugin) throws IOException {
        try (var file = new JarFile(plugin.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> needed(Path plugin) throws IOException {
        return Stream.of(attribute(plugin, "Plugin-Dependencies").split(","))
                // Only with -Psqs in the canonical build, see there.
                .filter(dependency -> !dependency.startsWith("aws-java-sdk2-sqs:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String attribute(Path plugin, String name) throws IOException {
        try (var file = new JarFile(plugin.toFile())) {
            return file.getManifest().getMainAttributes().getValue(name);
        }
    }
}
