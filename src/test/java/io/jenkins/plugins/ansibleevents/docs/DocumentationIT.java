package io.jenkins.plugins.ansibleevents.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ansibleevents.cli.serve.ServeConfigurations;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README and docs, followed word for word. Each page gets a directory with the files of a checkout; its files are
 * written, its commands run one after the other in one shell, and they must print the output on the page. A block that
 * cannot be run here has a comment above it, {@code <!-- not run: why -->}; a block that is neither run, nor read, nor
 * marked is an error.
 */
class DocumentationIT {

    private static final Set<String> REASONS = Set.of(
            "needs a Jenkins",
            "needs a broker",
            "needs podman and the network",
            "needs the sender",
            "needs a message",
            "needs a dead letter",
            "needs a damaged file",
            "needs systemd",
            "needs a delivery",
            "needs a run that goes on",
            "installs packages, which is tried on bare Debian 12 and 13",
            "the build server does");

    @TempDir
    Path directory;

    static Stream<Path> pages() throws IOException {
        var pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    private static boolean isRun(Block block) {
        return block.language().equals("console") && block.mark("not run").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsDoWhatThePageSays(Path page) throws Exception {
        List<Block> blocks = Block.of(page);
        if (blocks.stream().noneMatch(DocumentationIT::isRun)) {
            return; // the other test reads its blocks
        }
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "ansible-playbook")));
        assumeTrue(there || System.getenv("CI") != null, "ansible-playbook is not on the PATH");
        var workshop = new Workshop(directory);
        for (Block block : blocks) {
            if (block.file().isPresent()) {
                workshop.file(block.file().get(), block.text());
            }
        }
        Workshop.Result result =
                workshop.run(blocks.stream().filter(DocumentationIT::isRun).toList());

        assertThat(result.failed()).as(result.output()).isEmpty();
        for (Block block : blocks.stream().filter(DocumentationIT::isRun).toList()) {
            assertThat(block.unprinted(result.output()))
                    .as("lines of %s that were not printed by:%n%s", block, result.output())
                    .isEmpty();
        }
        assertThat(workshop.leftovers())
                .as("what the examples leave behind belongs into .gitignore")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyBlockIsRunOrReadOrSaysWhyNot() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (Path page : pages().toList()) {
            for (Block block : Block.of(page)) {
                tests.add(DynamicTest.dynamicTest(block.toString(), () -> check(block)));
            }
        }
        return tests.stream();
    }

    @Test
    void unmarkedBlockIsAnError() {
        var block = new Block("page.md", 1, "groovy", "", List.of("node {}"));

        assertThat(catchThrowable(() -> check(block)))
                .hasMessageContaining("page.md:1")
                .hasMessageContaining("neither run nor read");
    }

    private void check(Block block) throws Exception {
        if (block.mark("not run").isPresent()) {
            assertThat(REASONS).contains(block.mark("not run").get());
            checkForm(block);
            return;
        }
        if (block.file().isPresent()) {
            checkFile(block);
            return;
        }
        switch (block.language()) {
            case "console" -> assertThat(block.commands()).isNotEmpty();
            case "text" -> assertThat(block.lines()).isNotEmpty();
            case "json" -> SettingsFile.parseTree(block.text(), block.toString());
            case "yaml" -> read(block);
            default -> throw new AssertionError(block + " is neither run nor read, and does not say why");
        }
    }

    /** Checks a block that cannot be run as far as possible. */
    private void checkForm(Block block) throws Exception {
        switch (block.language()) {
            case "yaml" -> SettingsFile.parseTree(block.text(), block.toString());
            case "console" -> Workshop.checkShell(String.join("\n", block.commands()), directory);
            case "sh" -> Workshop.checkShell(block.text(), directory);
            default ->
                assertThat(balanced(block.text())).as(block + ": brackets").isTrue();
        }
    }

    private static boolean balanced(String text) {
        return "(){}[]"
                .chars()
                .filter(c -> "({[".indexOf(c) >= 0)
                .allMatch(open -> text.chars().filter(c -> c == open).count()
                        == text.chars()
                                .filter(c -> c == (open == '(' ? ')' : open + 2))
                                .count());
    }

    /** The page shows a file as it is, or one that the reader makes. */
    private static void checkFile(Block block) throws Exception {
        Path file = block.file().orElseThrow();
        if (file.startsWith("examples")) {
            assertThat(Files.readString(file)).as(block.toString()).isEqualTo(block.text());
        }
        if (file.endsWith("emitters.yml") && !block.text().contains("type: file")) {
            emitters(block);
        }
    }

    private void read(Block block) throws Exception {
        switch (block.mark("read as").orElse("")) {
            case "emitters" -> emitters(block);
            case "passwords" -> passwords(block);
            case "serve" -> ServeConfigurations.read(directory, block.text());
            case "one of" -> {
                for (String line : block.lines()) {
                    ServeConfigurations.readQueue(directory, line);
                }
            }
            default -> throw new AssertionError(block + " does not say what reads it: <!-- read as: ... -->");
        }
    }

    private void passwords(Block block) throws Exception {
        Path home = Files.createDirectories(directory.resolve("passwords/env")).getParent();
        Files.writeString(home.resolve("env/passwords"), block.text());
        PlaybookRequest request =
                PrivateDataDir.read(home, null).request().playbook("site.yml").build();
        assertThat(request.mayBeAsked()).isTrue();
    }

    private static void emitters(Block block) throws Exception {
        String text = block.text().replaceAll("\\{env: \\w+\\}", "text");
        assertThat(EmitterSettings.read(SettingsFile.parse(text, block.toString(), Path.of(".")))
                        .emitters())
                .isNotEmpty();
    }
}
