package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import okhttp3.OkHttp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Both builds use the same libraries: Jenkins runs the versions that were tested without it. */
class LibraryVersionsTest {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");
    private static Pom engine;
    private static Pom plugin;

    @BeforeAll
    static void read() throws Exception {
        engine = Pom.read(Path.of("../pom.xml"));
        plugin = Pom.read(Path.of("pom.xml"));
    }

    @Test
    void propertiesThatBothHaveAreEqual() {
        var shared = new TreeMap<>(plugin.properties());
        shared.keySet().retainAll(engine.properties().keySet());
        shared.keySet().removeIf(name -> !name.endsWith(".version"));

        assertThat(shared).containsKeys("jenkins.version", "jeromq.version", "kafka.version");
        shared.forEach((name, version) -> assertThat(plugin.resolve(version))
                .as(name)
                .isEqualTo(engine.resolve(engine.properties().get(name))));
    }

    @Test
    void librariesThatBothNameHaveOneVersion() {
        var shared = new TreeMap<>(plugin.versions());
        shared.keySet().retainAll(engine.versions().keySet());

        assertThat(shared).containsKeys("org.zeromq:jeromq", "com.h2database:h2-mvstore", "dev.cel:cel");
        shared.forEach((library, version) ->
                assertThat(version).as(library).isEqualTo(engine.versions().get(library)));
    }

    /** Jackson only to the minor version: the command line has its own and takes each mended version at once. */
    @Test
    void apiPluginsBringTheVersionsTheEngineIsTestedWith() {
        assertThat(engine.properties().get("jackson.version"))
                .startsWith(PackageVersion.VERSION.getMajorVersion() + "." + PackageVersion.VERSION.getMinorVersion()
                        + ".");
        assertThat(OkHttp.VERSION).isEqualTo(engine.properties().get("okhttp.version"));
    }

    /**
     * The versions in a {@code pom.xml}.
     *
     * @param properties name to value, as written
     * @param versions {@code group:artifact} to version, of the dependencies that state one
     */
    private record Pom(Map<String, String> properties, Map<String, String> versions) {

        static Pom read(Path file) throws Exception {
            Element project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            var pom = new Pom(new TreeMap<>(), new TreeMap<>());
            elements(child(project, "properties"), (name, value) -> pom.properties.put(name, value.getTextContent()));
            elements(child(project, "dependencies"), (name, value) -> pom.add(value));
            return pom;
        }

        private void add(Element dependency) {
            Element version = child(dependency, "version");
            if (version != null) {
                versions.put(
                        text(dependency, "groupId") + ":" + text(dependency, "artifactId"),
                        resolve(version.getTextContent()));
            }
        }

        String resolve(String value) {
            return REFERENCE
                    .matcher(value)
                    .replaceAll(m -> Matcher.quoteReplacement(properties.getOrDefault(m.group(1), m.group())));
        }

        private static String text(Element parent, String name) {
            return child(parent, name).getTextContent().strip();
        }

        private static Element child(Element parent, String name) {
            for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element && element.getTagName().equals(name)) {
                    return element;
                }
            }
            return null;
        }

        private static void elements(Element parent, java.util.function.BiConsumer<String, Element> each) {
            for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element) {
                    each.accept(element.getTagName(), element);
                }
            }
        }
    }
}
