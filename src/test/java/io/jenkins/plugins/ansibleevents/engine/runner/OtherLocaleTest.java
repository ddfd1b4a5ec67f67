package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Java in a locale without UTF-8, in which {@code hé} would become {@code h?}, a pattern that {@code hx} fits, too. */
class OtherLocaleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LAY_OUT = """
            mkdir "$1/prüf" "$1/private"
            cd "$1/prüf"
            printf '%s ansible_connection=local\n' hé hx >hôsts
            cat >sité.yml <<'END'
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: "{{ lookup('env', 'V') }}"
            END
            """;

    @TempDir
    private Path directory;

    @BeforeAll
    static void needAnsible() {
        AnsibleHere.need("ansible-playbook");
    }

    /** A shell, because the Java of this test need not know such names either. */
    @BeforeEach
    void layOut() throws Exception {
        Path script = Files.writeString(directory.resolve("lay-out.sh"), LAY_OUT);
        int code = new ProcessBuilder("sh", script.toString(), directory.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=", "LC_ALL=xx_XX.UTF-8", "LC_CTYPE=C"})
    void exactlyTheNamedHostRunsInEveryLocale(String locale) throws Exception {
        List<String> lines = run(locale, directory + "/prüf", directory + "/private");

        assertThat(lines.get(lines.size() - 1)).isEqualTo("end successful");
        List<JsonNode> ended = lines.stream()
                .filter(line -> line.startsWith("{"))
                .map(OtherLocaleTest::tree)
                .filter(event -> event.path("event").asText().equals("runner_on_ok"))
                .toList();
        assertThat(ended).hasSize(1);
        JsonNode data = ended.get(0).path("event_data");
        assertThat(data.path("host").asText()).isEqualTo("hé");
        assertThat(data.path("res").path("msg").asText()).isEqualTo("wé 'q' $HOME\n日本");
        try (var left = Files.list(directory.resolve("private"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void placeThatJavaCannotNameIsRefusedInWords() throws Exception {
        List<String> lines = run("LC_ALL=C", directory.toString(), directory + "/prüf");

        assertThat(lines)
                .containsExactly("end \"" + directory + "/prüf\" is no file name in ANSI_X3.4-1968, the encoding of the"
                        + " locale in which Java was started on this machine; start it with LC_ALL=C.UTF-8, or use another"
                        + " directory");
    }

    private static List<String> run(String locale, String cwd, String parent) throws Exception {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OtherLocaleRun.class.getName(),
                        URLEncoder.encode(cwd, StandardCharsets.UTF_8),
                        URLEncoder.encode(parent, StandardCharsets.UTF_8))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = program.environment();
        environment.keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        environment.put(locale.substring(0, locale.indexOf('=')), locale.substring(locale.indexOf('=') + 1));
        Process process = program.start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return new String(output, StandardCharsets.UTF_8).lines().toList();
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
