package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.CsvSource;

class ExtraVarsArgumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a=yes b=\"x y\"         ; {\"a\":\"yes\",\"b\":\"x y\"}",
                "a=\"x y\"               ; {\"a\":\"x y\"}",
                "a='x y' b=''            ; {\"a\":\"x y\",\"b\":\"\"}",
                "a=5                     ; {\"a\":\"5\"}",
                "a=b=c                   ; {\"a\":\"b=c\"}",
                "a={{ b | default(1) }}  ; {\"a\":\"{{ b | default(1) }}\"}",
                "a=x\\ny                 ; {\"a\":\"x\\ny\"}",
                "{\"a\": 1, \"b\": [2]}  ; {\"a\":1,\"b\":[2]}",
                "{a: yes, b: &x 0755, c: *x} ; {\"a\":true,\"b\":493,\"c\":493}",
                "a: 1                    ; {\"a\":1}"
            })
    void isReadAsAnsibleDoes(String argument, String expected) throws Exception {
        assertThat(values(argument)).hasToString(expected);
    }

    @Test
    void anEmptyOneIsSkipped() throws Exception {
        assertThat(ExtraVarsArgument.read("")).isEmpty();
        assertThat(ExtraVarsArgument.read("  ")).isEmpty();
    }

    @Test
    void whatIsMeantAsAFileIsSaid() {
        assertThatThrownBy(() -> ExtraVarsArgument.read("./more.yml"))
                .hasMessage("-e: a file needs a @ before its name: -e @./more.yml");
    }

    @Test
    void anOpenQuoteIsSaidAndItsTextIsNot() {
        assertThatThrownBy(() -> ExtraVarsArgument.read("password=\"secret"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("-e: the quote \" is not closed")
                .hasMessageNotContaining("secret");
    }

    /** Ansible's own reader over texts of all the characters that mean something to it. */
    @Test
    void keyValueTextMeansWhatAnsibleSays() throws Exception {
        List<String> texts = texts();
        JsonNode expected = ansible(texts);
        var different = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            String ours;
            try {
                ours = KeyValueText.read("-e", texts.get(i)).toString();
            } catch (SettingsException e) {
                ours = "\"refused\"";
            }
            if (!JSON.readTree(ours).equals(expected.get(i))) {
                different.add(texts.get(i) + " is " + expected.get(i) + " for Ansible, here " + ours);
            }
        }
        assertThat(different).isEmpty();
    }

    private static List<String> texts() {
        var random = new Random(7);
        List<String> parts = List.of(
                "a", "b", "=", "=", " ", " ", "\"", "\"", "'", "\\", "{{ x }}", "{% y %}", "\\n", "\\\"", "é", "\\=",
                "\\x41", ":");
        return IntStream.range(0, 3_000)
                .mapToObj(i -> "k="
                        + IntStream.range(0, 1 + random.nextInt(8))
                                .mapToObj(n -> parts.get(random.nextInt(parts.size())))
                                .collect(Collectors.joining()))
                .toList();
    }

    private static JsonNode ansible(List<String> texts) throws IOException, InterruptedException {
        String script = """
                import json, sys
                from ansible.parsing.splitter import parse_kv
                def one(text):
                    try:
                        return {k: v for k, v in parse_kv(text).items() if k != "_raw_params"}
                    except Exception:
                        return "refused"
                json.dump([one(text) for text in json.load(sys.stdin)], sys.stdout)
                """;
        Process process = new ProcessBuilder(python(), "-c", script).start();
        try (var in = process.getOutputStream()) {
            in.write(JSON.writeValueAsBytes(texts));
        }
        byte[] out = process.getInputStream().readAllBytes();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(process.waitFor() == 0 || !said.contains("No module named"), "this Python has no Ansible: " + said);
        assertThat(process.exitValue()).as(said).isZero();
        return JSON.readTree(out);
    }

    private static String python() throws IOException {
        String venvs = System.getenv()
                .getOrDefault("ANSIBLE_EVENTS_VENVS", System.getProperty("user.home") + "/.cache/ansible-events/venvs");
        try (Stream<Path> found = Files.isDirectory(Path.of(venvs)) ? Files.list(Path.of(venvs)) : Stream.empty()) {
            return found.map(venv -> venv.resolve("bin/python"))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .sorted()
                    .findFirst()
                    .orElse("python3");
        }
    }

    private static ObjectNode values(String argument) throws SettingsException {
        return ((ExtraVars.Templates) ExtraVarsArgument.read(argument).orElseThrow()).values();
    }
}
