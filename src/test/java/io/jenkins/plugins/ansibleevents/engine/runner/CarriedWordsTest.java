package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that cross in a file arrive unchanged, whatever a shell would do to them. */
class CarriedWordsTest {

    /** Every byte from 0x80 on is in it, those that some shells use inside among them. */
    private static final String BYTES = everyByte();

    private static final List<String> ARGUMENTS = List.of(
            "-l",
            "hé",
            "",
            " a  b ",
            "it's 'é'",
            "$HOME `id` $(id) \\ \" ! # ~ * ?",
            "a\nb\n\n",
            "日本 \uD83D\uDE00",
            BYTES);

    @TempDir
    private Path directory;

    private static String everyByte() {
        var text = new StringBuilder();
        for (int c = 0x80; c < 0x800; c++) {
            text.appendCodePoint(c);
        }
        for (int c = 0x800; c < 0x110000; c += 0x1041) {
            text.append(Character.isSurrogate((char) c) && c < 0x10000 ? "" : Character.toString(c));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "busybox"})
    void everyShellReadsThemAsTheyAre(String shell) throws Exception {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, shell))));
        var words = CarriedWords.of(ARGUMENTS, Map.of("V", "x 'é' $V\n\n", "PATH", "/opt/é:/bin", "PLAIN", "ascii"));
        Path file = Files.write(directory.resolve("words"), words.file());
        Path reader = Files.writeString(directory.resolve("reader.sh"), """
                read_words() {
                  . "$1"
                  printf '%s\\0' "$@" "$given_path"
                  printenv V
                }
                read_words "$1"
                """);

        var command = new java.util.ArrayList<>(List.of(shell));
        if (shell.equals("busybox")) {
            command.add("sh");
        }
        command.addAll(List.of(reader.toString(), file.toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();

        assertThat(new String(output, StandardCharsets.UTF_8))
                .isEqualTo(String.join("\0", ARGUMENTS) + "\0/opt/é:/bin\0x 'é' $V\n\n\n");
        assertThat(words.variables()).containsOnlyKeys("V", "PATH");
    }

    @Test
    void wordsOfAsciiGoTheShortWay() {
        assertThat(CarriedWords.of(List.of("-l", "h?\n"), Map.of("V", "w")).isNeedless())
                .isTrue();
        assertThat(CarriedWords.of(List.of("-l", "hé"), Map.of("V", "w")).isNeedless())
                .isFalse();
        assertThat(CarriedWords.of(List.of("-l", "h"), Map.of("V", "wé")).isNeedless())
                .isFalse();
        assertThat(CarriedWords.of(List.of(), Map.of("no.shell", "wé")).isNeedless())
                .as("no shell hands on a variable of that name")
                .isTrue();
    }

    @Test
    void whatIsNoTextIsRefusedByItsPlace() {
        var half = CarriedWords.of(List.of("--limit", "h\uD800"), Map.of());
        assertThatThrownBy(half::file)
                .hasMessage(
                        "the argument after --limit has half a character in it (an unpaired surrogate), so it is no text");
        var nothing = CarriedWords.of(List.of("--x=y", "é\0"), Map.of());
        assertThatThrownBy(nothing::file)
                .hasMessage("an argument has a character in it that no process can be given (NUL)");
        var variable = CarriedWords.of(List.of(), Map.of("V", "\uDC00"));
        assertThatThrownBy(variable::file).hasMessageStartingWith("the variable V has half a character");
    }
}
