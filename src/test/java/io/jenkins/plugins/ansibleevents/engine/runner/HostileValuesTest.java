package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of a stranger in a real play, on every ansible-core there is: they arrive as they are, and nothing runs. */
class HostileValuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Texts that YAML, Jinja, Ansible or a shell would change or interpret. */
    private static final List<String> TEXTS = List.of(
            "{{ 7*191 }}",
            "{{ lookup('pipe', 'touch CANARY') }}",
            "{% for i in range(9) %}{{ i }}{% endfor %}",
            "{# gone #}left",
            "{{ undefined_anywhere }}",
            "{% unclosed",
            "lookup('pipe', 'touch CANARY')",
            "$(touch CANARY) `touch CANARY`",
            "$ANSIBLE_VAULT;1.1;AES256\n33363431",
            "0755",
            "0o17",
            "0x1F",
            "0b11",
            "1_000",
            "1:30",
            "1.10",
            "1e3",
            ".inf",
            ".nan",
            "-0",
            "2001-01-01",
            "2001-01-01T12:00:00Z",
            "yes",
            "no",
            "on",
            "off",
            "true",
            "False",
            "None",
            "null",
            "~",
            "",
            " ",
            "=",
            "<<",
            "*alias",
            "&anchor",
            "!vault x",
            "!!python/object/apply:os.system ['touch CANARY']",
            "%YAML 1.1",
            "---",
            "...",
            "- a",
            "? a",
            "a: b",
            "a #b",
            "ab #cd",
            "[1, 2]",
            "{'a': 1}",
            "{\"a\": 1}",
            "@/etc/passwd",
            "'",
            "\"",
            "\\",
            "\\x41\\u0042",
            " ends with blanks \t ",
            "\n",
            "a\r\nb\rc\n",
            "\0",
            "\u0001\u001b]52;c;eA==\u0007",
            "\u007f",
            "\u0085",
            "\u2028\u2029",
            "\ufeff",
            "\uffff",
            "\ud83d\ude00",
            "Prüf 日本");

    /** Mappings with a meaning for Ansible's own readers of JSON, of YAML and of results. */
    private static final String OBJECTS = """
            [{"__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\\n33363431"},
             {"__ansible_unsafe": "{{ 7*191 }}"},
             {"__ansible_type": "TrustedAsTemplate", "value": "{{ 7*191 }}"},
             {"__ansible_vault": {"__ansible_unsafe": ["x"]}},
             {"<<": {"a": 1}, "=": 2, "!unsafe": 3, "? x": 4},
             {"ansible_connection": "x", "hostvars": {}, "omit": "__omit_place_holder__x"}]
            """;

    /** As Python writes them, so that their types are seen, too. */
    private static final String NUMBERS =
            "[0, -1, 9007199254740993, 18446744073709551615, 1.1, 1e+300, 1e-07, -0.0, 0.1, true, false, null,"
                    + " {}, [], [[]], {\"a\": {}}, [{}]]";

    @TempDir
    Path directory;

    private Path dump;

    @BeforeEach
    void layOut() throws Exception {
        dump = directory.resolve("dump.json");
        Files.createDirectories(directory.resolve("filter_plugins"));
        Files.writeString(directory.resolve("filter_plugins/dump.py"), """
                import json


                def dump(value, path):
                    with open(path, "w") as out:
                        json.dump(value, out)
                    return "dumped"


                class FilterModule:
                    def filters(self):
                        return {"dump": dump}
                """);
    }

    static List<AnsibleInstallation> installations() {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("ansible-playbook is not there; bin/test installs it");
        }
        return all;
    }

    private String canary(String text) {
        return text.replace("CANARY", directory.resolve("canary").toString());
    }

    private List<String> texts() {
        return TEXTS.stream().map(this::canary).toList();
    }

    private PlaybookRequestBuilder play(AnsibleInstallation ansible, String tasks) throws Exception {
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  vars:
                    derived: "derived {{ value | default('') }}"
                  tasks:
                """ + tasks.indent(4));
        return PlaybookRequest.builder()
                .directory(directory.toString())
                .installation(ansible.bin().toString())
                .environment("LC_ALL", "C.UTF-8")
                .playbook("site.yml")
                .connectionType("local")
                .inventory(Inventory.text("here ansible_python_interpreter='{{ ansible_playbook_python }}'\n"));
    }

    private RecordedRun run(PlaybookRequestBuilder request) throws Exception {
        var recorded = new RecordedRun();
        RunResult result = Runner.local()
                .start(
                        request.build(),
                        RunOptions.defaults().withPrivateDirectoryParent(directory.toString()),
                        recorded)
                .await();
        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        return recorded;
    }

    private void nothingWasEvaluated() {
        assertThat(directory.resolve("canary")).doesNotExist();
    }

    private JsonNode dumped() throws Exception {
        return JSON.readTree(Files.readString(dump));
    }

    /** One run for all values: the test is about their arrival, and each start of Ansible is slow. */
    @ParameterizedTest
    @MethodSource("installations")
    void everyValueArrivesExactlyAsItWasSent(AnsibleInstallation ansible) throws Exception {
        ObjectNode values = JSON.createObjectNode();
        for (int i = 0; i < TEXTS.size(); i++) {
            values.put("v" + i, texts().get(i));
        }
        values.set("list", JSON.valueToTree(texts()));
        values.set("keys", keys());
        values.set("nested", nested());
        values.set("objects", JSON.readTree(OBJECTS));
        values.set("deep", deep());
        values.put("long", "{{ 7*191 }}\u007fä ".repeat(80_000));
        values.set("numbers", JSON.readTree(NUMBERS));
        String names = values.properties().stream()
                .map(v -> "'" + v.getKey() + "': " + v.getKey())
                .collect(Collectors.joining(", "));

        run(play(ansible, "- debug: {msg: \"{{ {" + names + "} | dump('" + dump + "') }}\"}\n")
                .extraVars(ExtraVars.data(values)));

        nothingWasEvaluated();
        String dumped = Files.readString(dump);
        JsonNode arrived = JSON.readTree(dumped);
        values.properties().forEach(sent -> assertThat(arrived.path(sent.getKey()))
                .as(sent.getKey())
                .isEqualTo(sent.getValue()));
        assertThat(dumped).contains("\"numbers\": " + NUMBERS);
    }

    private ObjectNode keys() {
        ObjectNode keys = JSON.createObjectNode();
        texts().forEach(text -> keys.put(text, text));
        return keys.put("k".repeat(5_000), "longer than a simple key of YAML");
    }

    private JsonNode nested() {
        ArrayNode nested = JSON.createArrayNode();
        for (String text : texts()) {
            nested.addObject().putArray(text).addArray().add(text);
        }
        return nested;
    }

    private static JsonNode deep() {
        JsonNode deep = JsonNodeFactory.instance.textNode("0755 {{ 7*191 }}");
        for (int level = 0; level < 95; level++) {
            deep = level % 2 == 0
                    ? JSON.createArrayNode().add(deep)
                    : JSON.createObjectNode().set("{{ 7*191 }}", deep);
        }
        return deep;
    }

    @ParameterizedTest
    @MethodSource("installations")
    void playsThatUseAValueInEveryWayEvaluateNothing(AnsibleInstallation ansible) throws Exception {
        String value = canary("{{ lookup('pipe', 'touch CANARY') }}");
        Files.writeString(directory.resolve("in.j2"), "{{ value }}|{{ derived }}|{{ fact }}|{{ listed[0].k }}\n");
        ObjectNode values = JSON.createObjectNode().put("value", value);
        values.putArray("listed").addObject().put("k", value);

        RecordedRun recorded = run(play(ansible, """
                - debug: {msg: "value is {{ value }}"}
                - debug: {var: value}
                - set_fact: {fact: "fact {{ value }}", plain: "{{ value }}", upper: "{{ value | upper }}"}
                - debug: {msg: "{{ fact }} {{ plain }} {{ upper }} {{ derived }} {{ lookup('vars', 'value') }}"}
                - debug: {msg: "{{ item.k }}"}
                  loop: "{{ listed }}"
                - debug: {msg: "{{ [{'k': 1}] | map('combine', {'x': value}) | list }}"}
                - debug: {msg: chosen}
                  when: value != 'x' and value is search('lookup')
                - assert: {that: ["value is string", "value | length > 10"]}
                - debug: {msg: reached}
                  when: "{{ value }}"
                  ignore_errors: true
                - template: {src: in.j2, dest: "%s/out.txt"}
                - raw: "echo {{ value | quote }}"
                """.formatted(directory)).extraVars(ExtraVars.data(values)));

        nothingWasEvaluated();
        String fact = "fact " + value;
        assertThat(Files.readString(directory.resolve("out.txt")))
                .isEqualTo(value + "|derived " + value + "|" + fact + "|" + value + "\n");
        assertThat(recorded.output())
                .contains("value is " + value)
                .contains(fact + " " + value)
                .contains("chosen");
    }

    /** The purpose of the type: the same text, once of the author and once of a stranger. */
    @ParameterizedTest
    @MethodSource("installations")
    void onlyTheAuthorsTextIsATemplate(AnsibleInstallation ansible) throws Exception {
        ObjectNode ours = JSON.createObjectNode().put("ours", "{{ 7*191 }}");
        ObjectNode theirs = JSON.createObjectNode().put("theirs", "{{ 7*191 }}");
        RecordedRun recorded = run(play(ansible, "- debug: {msg: \"{{ ours }} and {{ theirs }}\"}\n")
                .extraVars(ours)
                .extraVars(ExtraVars.data(theirs)));
        assertThat(recorded.output()).contains("1337 and {{ 7*191 }}");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void secretArrivesAsItIsAndIsMasked(AnsibleInstallation ansible) throws Exception {
        var request = play(
                ansible,
                "- debug: {msg: \"{{ [" + names() + "] | dump('" + dump + "') }}\"}\n"
                        + "- debug: {msg: \"it is {{ s0 }}\"}\n");
        List<String> secrets = secrets();
        for (int i = 0; i < secrets.size(); i++) {
            request.extraVars(ExtraVars.secret("s" + i, Secret.of(secrets.get(i))));
        }
        RecordedRun recorded = run(request);
        nothingWasEvaluated();
        assertThat(dumped()).isEqualTo(JSON.valueToTree(secrets));
        assertThat(recorded.output()).contains("it is " + Secret.MASK);
        assertThat(recorded.output() + recorded.json()).doesNotContain("pa{#ss word");
    }

    /** The passwords that the connection and become plugins get; blanks at the ends are part of a password. */
    @ParameterizedTest
    @MethodSource("installations")
    void passwordsArriveAsTheyAre(AnsibleInstallation ansible) throws Exception {
        Files.createDirectories(directory.resolve("connection_plugins"));
        Files.writeString(directory.resolve("connection_plugins/spy.py"), """
                import json

                from ansible.plugins.connection.local import Connection as Local

                DOCUMENTATION = \"\"\"
                    name: spy
                    short_description: notes its password
                    description: x
                    options:
                      password: {description: x, type: str, vars: [{name: ansible_password}]}
                \"\"\"


                class Connection(Local):
                    transport = "spy"

                    def _connect(self):
                        with open("DUMP", "w") as out:
                            json.dump(self.get_option("password"), out)
                        return super()._connect()
                """.replace("DUMP", dump.toString()));
        for (String password : List.of(" {{ 7*191 }} it's \"$HOME\" ", "pa{#ss word", "0755", "pässwörd\t")) {
            run(play(ansible, "- raw: 'true'\n").connectionType("spy").connectionPassword(Secret.of(password)));
            assertThat(dumped().textValue()).isEqualTo(password);
        }
    }

    private List<String> secrets() {
        return List.of(
                "pa{#ss word",
                "x{{ 7*191 }}y",
                canary("{{ lookup('pipe', 'touch CANARY') }}"),
                "it's \"quoted\" \\ twice",
                "-----BEGIN X-----\nline two\n",
                "!vault x",
                "@/etc/passwd",
                " blanks around ",
                "pässwörd 日本",
                "0755");
    }

    private String names() {
        var names = new StringBuilder();
        for (int i = 0; i < secrets().size(); i++) {
            names.append(i == 0 ? "" : ", ").append("s").append(i);
        }
        return names.toString();
    }
}
