package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text of a view is the key of a message in the file beside it, so that the plugin can be translated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewTextsTest {

    private static final Path VIEWS = Path.of("src/main/resources/io/jenkins/plugins/ansibleevents");

    private static final Pattern KEY = Pattern.compile("\\$\\{%([^}(]*)[^}]*}");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");
    private static final Pattern TEXT = Pattern.compile(">([^<]*)<");

    /** Attributes that people read, with a value that has a letter outside of expressions. */
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\b(?:title|label|header|add|addCaption|deleteCaption|text"
                    + "|description|tooltip|placeholder|aria-label|checkMessage|progress|alt)=\"([^\"]*)\"");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    List<Path> views() throws IOException {
        try (var files = Files.walk(VIEWS)) {
            List<Path> views =
                    files.filter(file -> file.toString().endsWith(".jelly")).toList();
            assertThat(views).hasSizeGreaterThan(40);
            return views;
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void viewHasNoTextOfItsOwn(Path view) throws IOException {
        String jelly = Files.readString(view);

        assertThat(texts(jelly, TEXT)).as("texts between tags").isEmpty();
        assertThat(texts(jelly, ATTRIBUTE)).as("texts in attributes").isEmpty();
    }

    @Test
    void productHasOneNameInEveryText() throws IOException {
        try (var files = Files.walk(VIEWS)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(properties|jelly|html)")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern("Ansible events?\\b"));
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void keysAndMessagesAreTheSame(Path view) throws IOException {
        Set<String> keys = new TreeSet<>();
        KEY.matcher(Files.readString(view)).results().forEach(key -> keys.add(key.group(1)));

        assertThat(keys).isEqualTo(messages(view));
        assertThat(keys).allMatch(key -> key.matches("[a-z][A-Za-z0-9.]*"));
    }

    private static List<String> texts(String jelly, Pattern place) {
        return place.matcher(jelly)
                .results()
                .map(found -> EXPRESSION.matcher(found.group(1)).replaceAll("").strip())
                .filter(text -> LETTER.matcher(text).find())
                .toList();
    }

    private static Set<String> messages(Path view) throws IOException {
        Path file = view.resolveSibling(view.getFileName().toString().replace(".jelly", ".properties"));
        if (Files.notExists(file)) {
            return Set.of();
        }
        var messages = new Properties();
        try (var text = Files.newInputStream(file)) {
            messages.load(text);
        }
        return new TreeSet<>(messages.stringPropertyNames());
    }
}
