package io.jenkins.plugins.ansibleevents.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What joining the modules needs of them. */
class ViewModulesTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/jenkins/plugins/ansibleevents/engine/view");
    private static final Pattern DECLARATION =
            Pattern.compile("(?m)^(?:export )?(?:async )?(?:function|class|const|let) (\\w+)");

    private final Map<String, String> modules = ViewModules.modules();

    @Test
    void everyModuleIsReachedFromMain() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> all = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".js"))
                    .toList();

            assertThat(modules.keySet())
                    .containsExactlyInAnyOrderElementsOf(all)
                    .last()
                    .isEqualTo("main.js");
        }
    }

    @Test
    void everyImportIsALineAndOfAnEarlierModuleThatExportsIt() {
        var seen = new ArrayList<String>();
        modules.forEach((name, text) -> {
            text.lines().filter(line -> line.startsWith("import")).forEach(line -> {
                assertThat(line).as(name).matches(ViewModules.IMPORT);
                String from = ViewModules.IMPORT
                        .matcher(line)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
                assertThat(seen).as(name).contains(from);
                for (String imported : line.substring(line.indexOf('{') + 1, line.indexOf('}'))
                        .strip()
                        .split(", ")) {
                    assertThat(modules.get(from))
                            .as(name + " imports " + imported)
                            .containsPattern("(?m)^export (?:async )?(?:function|class|const|let) " + imported + "\\b");
                }
            });
            seen.add(name);
        });
    }

    @Test
    void noNameIsDeclaredTwice() {
        List<String> names = modules.values().stream()
                .flatMap(text -> DECLARATION.matcher(text).results())
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsExportedWithoutAName() {
        modules.forEach((name, text) -> assertThat(text)
                .as(name)
                .doesNotContainPattern("(?m)^export (?!(?:async )?(?:function|class|const|let) \\w)"));
    }

    @Test
    void noTextGoesOverSeveralLines() {
        modules.forEach((name, text) -> assertThat(text).as(name).doesNotContain("`", "/*"));
    }

    @Test
    void noModuleMakesMarkupOrCodeOfText() {
        modules.forEach((name, text) -> assertThat(text)
                .as(name)
                .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
                .doesNotContain("createContextualFragment", "DOMParser", "srcdoc", "javascript:"));
    }

    @Test
    void joinedScriptIsOneTextWithoutImportsAndExports() {
        assertThat(ViewModules.joined())
                .doesNotContainPattern("(?m)^(import|export)\\b")
                .doesNotContain("</script", "<!--")
                .contains("class RunPage");
        assertThat(ViewModules.styles())
                .contains(".ansible-events-view", "color-scheme")
                .doesNotContain("</style", "url(");
    }

    @Test
    void scriptAndStylesAreSmallerThan150KilobytesTogether() {
        assertThat(ViewModules.joined().length() + ViewModules.styles().length())
                .isLessThan(150_000);
    }
}
