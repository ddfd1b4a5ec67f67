package io.jenkins.plugins.ansibleevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Surefire writes a report per class and test engine, both under one name: the second would replace the first. */
class TestEnginesTest {

    private static final Pattern OF_JQWIK = Pattern.compile("^ *@Property\\b", Pattern.MULTILINE);
    private static final Pattern OF_JUPITER =
            Pattern.compile("^ *@(Test|ParameterizedTest|TestFactory|RepeatedTest)\\b", Pattern.MULTILINE);

    @Test
    void noClassHasTestsOfTwoEngines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> ofJqwik = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> OF_JQWIK.matcher(source(file)).find())
                    .toList();

            assertThat(ofJqwik)
                    .isNotEmpty()
                    .noneMatch(file -> OF_JUPITER.matcher(source(file)).find());
        }
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
