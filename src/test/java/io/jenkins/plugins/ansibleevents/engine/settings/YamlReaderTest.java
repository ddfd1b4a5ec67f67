package io.jenkins.plugins.ansibleevents.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Documents for which PyYAML is asked. */
    private static final List<String> DOCUMENTS = List.of(
            "a: &x v\nb: *x\n",
            "a: &x {k: 1}\nb: *x\n",
            "base: &b {x: 1, y: 2}\nd: {<<: *b, y: 3}\n",
            "d: {y: 3, <<: {y: 2, x: 1}}\n",
            "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc:\n  <<: [*a, *b]\n  w: 0\n",
            "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}\n",
            "<<: {a: 1}\n",
            "- &a [1, 2]\n- *a\n- *a\n",
            "a: 1\n...\n",
            "%YAML 1.1\n---\na: 1\n",
            "--- {a: 1}\n",
            "--- text\n",
            "---\n",
            "# only a comment\n",
            "",
            "\ufeffa: 1\n",
            "a:\nb: ~\nc: null\nd: ''\n",
            "a: |\n  one\n  two\nb: >-\n  folded\n  text\n",
            "a: \"x\\ty\\u00e9\\x41\"\n",
            "a: 'it''s'\n",
            "a: !!str 1\nb: !!int '2'\nc: !!float '3'\nd: !!bool 'yes'\ne: !!null ''\n",
            "{\"a\": [1, 2.5, true, null, \"x\"]}",
            "{\"a\":\"b\",\"c\":{}}",
            "a: b: c\n",
            "a: [1\n",
            "a: \"x\" and more\n",
            "\ta: 1\n",
            "a: 1\n---\nb: 2\n",
            "a: *nobody\n",
            "a: @x\n",
            "a: 'x\n",
            "key with blanks: value with: no\n",
            "url: http://example.com:80/x?y=z#f\n",
            "a: x #comment\nb: x#no\n",
            "? a\n: b\n",
            "- - 1\n  - 2\n-\n  - 3\n",
            "a: [x, y,]\nb: {c: d,}\n",
            "a: 1\r\nb: 2\r\n");

    private static List<String> scalars() {
        var all = new ArrayList<>(List.of(
                "yes",
                "No",
                "ON",
                "off",
                "y",
                "n",
                "Y",
                "true",
                "TRUE",
                "tRue",
                "~",
                "null",
                "Null",
                "NULL",
                "0755",
                "0o755",
                "08",
                "010",
                "0",
                "-0",
                "+1",
                "0x1F",
                "0xg",
                "0b101",
                "1_000",
                "1__0",
                "_1",
                "1:30",
                "1:30:15",
                "1:75",
                "190:20:30.15",
                "1.5",
                "1.",
                ".5",
                "1e3",
                "1e+3",
                "1.0e+3",
                "1.0E-3",
                "1.0e3",
                ".inf",
                "-.INF",
                ".nan",
                "+.inf",
                "1.10",
                "12345678901234567890123",
                "0.1",
                "-1.5",
                "1_0.5_0",
                "<<",
                "1,000",
                "1.2.3",
                "v1"));
        var random = new Random(12);
        String letters = "0123456789_.:+-eExXbynof~";
        for (int i = 0; i < 3_000; i++) {
            all.add(IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(n -> "" + letters.charAt(random.nextInt(letters.length())))
                    .collect(Collectors.joining()));
        }
        return all;
    }

    private static String python() {
        String venvs = System.getenv()
                .getOrDefault("ANSIBLE_EVENTS_VENVS", System.getProperty("user.home") + "/.cache/ansible-events/venvs");
        try (Stream<Path> found = Files.isDirectory(Path.of(venvs)) ? Files.list(Path.of(venvs)) : Stream.empty()) {
            return found.map(venv -> venv.resolve("bin/python"))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .sorted()
                    .findFirst()
                    .orElse("python3");
        } catch (java.io.IOException e) {
            return "python3";
        }
    }

    /** PyYAML's value of each document: {@code [value]}, or an empty list where it refuses. */
    private static JsonNode pyYaml(List<String> documents) throws Exception {
        String script = """
                import datetime, json, math, sys, yaml
                def one(text):
                    try:
                        return [yaml.safe_load(text)]
                    except Exception:
                        return []
                def special(value):
                    return "date" if isinstance(value, (datetime.date, datetime.datetime)) else str(value)
                def finite(value):
                    if isinstance(value, float) and not math.isfinite(value):
                        return "not finite"
                    if isinstance(value, dict):
                        return {k: finite(v) for k, v in value.items()}
                    return [finite(v) for v in value] if isinstance(value, list) else value
                json.dump([finite(one(text)) for text in json.load(sys.stdin)], sys.stdout, default=special)
                """;
        Process process = new ProcessBuilder(python(), "-c", script)
                .redirectErrorStream(false)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(JSON.writeValueAsBytes(documents));
        }
        byte[] out = process.getInputStream().readAllBytes();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(process.waitFor() == 0 || !said.contains("No module named"), "this Python has no PyYAML: " + said);
        assertThat(process.exitValue()).as(said).isZero();
        return JSON.readTree(out);
    }

    private static void assertSame(List<String> documents) throws Exception {
        JsonNode expected = pyYaml(documents);
        var different = new ArrayList<String>();
        for (int i = 0; i < documents.size(); i++) {
            String ours = ours(documents.get(i));
            String theirs = expected.get(i).isEmpty()
                    ? "refused"
                    : JSON.writeValueAsString(expected.get(i).get(0));
            if (!ours.equals(theirs) && !(theirs.matches("\\[\"(date|not finite)\"]") && ours.startsWith("[\""))) {
                different.add(documents.get(i) + " is " + theirs + " for PyYAML, here " + ours);
            }
        }
        assertThat(different).isEmpty();
    }

    private static String ours(String document) throws Exception {
        try {
            JsonNode tree = SettingsFile.parseTree(document, "x.yml");
            return tree.isMissingNode()
                    ? "null"
                    : JSON.writeValueAsString(JSON.readTree(JSON.writeValueAsString(tree)));
        } catch (SettingsException e) {
            return "refused";
        }
    }

    @Test
    void documentsMeanWhatPyYamlSays() throws Exception {
        assertSame(DOCUMENTS);
    }

    @Test
    void plainWordsAreWhatPyYamlSays() throws Exception {
        assertSame(scalars().stream()
                .filter(word -> !word.endsWith(":"))
                .map(word -> "- " + word)
                .toList());
    }

    @Test
    void wordsKeepTheirTextForThoseWhoWantText() throws Exception {
        JsonNode tree = SettingsFile.parseTree("[0755, 1.10, yes, 1_000, 12345678901234567890]", "x.yml");

        assertThat(tree)
                .extracting(JsonNode::asText)
                .containsExactly("0755", "1.10", "yes", "1_000", "12345678901234567890");
        assertThat(tree.get(0).intValue()).isEqualTo(493);
        assertThat(tree.get(2).booleanValue()).isTrue();
    }

    @Test
    void jsonMayHaveTabs() throws Exception {
        assertThat(SettingsFile.parseTree("{\n\t\"a\": 1}", "x").path("a").asInt())
                .isEqualTo(1);
    }

    @Test
    void errorsNameFileLineAndColumn() {
        assertThatThrownBy(() -> SettingsFile.parseTree("a: 1\nb: [1\nc: 2\n", "env/settings"))
                .hasMessageMatching("env/settings:3:\\d+: not valid YAML: .+");
        assertThatThrownBy(() -> SettingsFile.parseTree("a: 1\na: 2\n", "x.yml"))
                .hasMessage("x.yml:2:1: not valid YAML: the key \"a\" is there twice");
        assertThatThrownBy(() -> SettingsFile.parseTree("a: !vault x\n", "x.yml"))
                .hasMessage("x.yml:1:4: not valid YAML: the tag !vault means nothing here");
        assertThatThrownBy(() -> SettingsFile.parseTree("a: *b\n", "x.yml"))
                .hasMessage("x.yml:1:4: not valid YAML: found undefined alias b");
    }

    @Test
    void aBombOfAliasesIsRefused() {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThatThrownBy(() -> SettingsFile.parseTree(bomb.toString(), "x.yml"))
                .hasMessageContaining("it has more than 200000 values, counting what its aliases stand for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &a [*a]\n", "a: &a {b: *a}\n", "&a a: {<<: *a}\n"})
    void anAliasOfWhatItIsPartOfIsRefused(String text) {
        assertThatThrownBy(() -> SettingsFile.parseTree(text, "x.yml")).isInstanceOf(SettingsException.class);
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> SettingsFile.parseTree("[".repeat(50_000), "x.yml"))
                .isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> SettingsFile.parseTree("- ".repeat(5_000), "x.yml"))
                .isInstanceOf(SettingsException.class);
    }
}
