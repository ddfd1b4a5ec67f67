package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values of an authentic sender's message on the whole way: HTTP, queue, rule, play. They arrive as they were sent.
 * Each kind of value on every ansible-core is in {@code HostileValuesTest}.
 */
class HostileMessagesTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    @BeforeAll
    static void needsAnsible() {
        ServeProject.needsAnsible();
    }

    @BeforeEach
    void layOut() throws Exception {
        ServeProject.addDumpFilter(dir);
        ServeProject.layOut(
                dir, "[prod]\nweb1 ansible_connection=local\nweb2 ansible_connection=local\n", """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: "the value is {{ value }}"}
                    - debug: {msg: "{{ value | dump('%s/' ~ where ~ '.json') }}"}
                """.formatted(dir));
    }

    private ServeProcess serve(String rules) throws Exception {
        Path config = Files.writeString(dir.resolve("serve.yml"), """
                listen: 127.0.0.1:0
                state: ./state
                endpoints:
                  alerts: { auth: { github: { secret: s3cret } } }
                rules:
                """ + rules);
        return ServeProcess.start(config);
    }

    private static void awaitState(ServeProcess serve, String id, String state) {
        await().atMost(LONG)
                .until(() -> serve.status("alerts", id).path("state").asText().equals(state));
    }

    private JsonNode arrived(String where) throws Exception {
        return JSON.readTree(Files.readString(dir.resolve(where + ".json")));
    }

    private ArrayNode hostile() throws Exception {
        String canary = dir.resolve("canary").toString();
        ArrayNode values = JSON.createArrayNode();
        values.add("{{ lookup('pipe', 'touch " + canary + "') }}").add("0755").add("a \u007f b");
        values.addObject().put("__ansible_vault", "$ANSIBLE_VAULT;1.1;AES256\n6162");
        values.addObject().put("{{ 7*191 }}", "x").put("k".repeat(2_000), "long key");
        values.add(1e300).add(9007199254740993L).add(true).addNull();
        values.addArray();
        return values;
    }

    @Test
    void payloadArrivesAsDataByEveryWayThroughARule() throws Exception {
        try (ServeProcess serve = serve("""
                  - { name: plain, run: { privateDataDir: ./project, playbook: fix.yml,
                      extraVars: { value: payload.values, where: "'plain'" } } }
                  - { name: divided, split: payload.values, condition: 'item == "0755"',
                      run: { privateDataDir: ./project, playbook: fix.yml,
                      extraVars: { value: "[item, payload.values]", where: "'divided'" } } }
                  - { name: combined, combine: { within: 100ms }, run: { privateDataDir: ./project, playbook: fix.yml,
                      extraVars: { value: "batch.map(b, b.payload.values)", where: "'combined'" } } }
                """)) {
            ObjectNode payload = JSON.createObjectNode();
            payload.set("values", hostile());

            awaitState(serve, serve.send("alerts", payload.toString()), "done");

            await().atMost(LONG).until(() -> Files.exists(dir.resolve("combined.json")));
            await().atMost(LONG).until(() -> Files.exists(dir.resolve("divided.json")));
            assertThat(arrived("plain")).isEqualTo(hostile());
            assertThat(arrived("divided"))
                    .isEqualTo(JSON.createArrayNode().add("0755").add(hostile()));
            assertThat(arrived("combined")).isEqualTo(JSON.createArrayNode().add(hostile()));
            assertThat(dir.resolve("canary")).doesNotExist();
            assertThat(serve.terminate()).isZero();
        }
    }

    @Test
    void limitTakesHostsAndGroupsOnlyWhereTheRuleSaysSo() throws Exception {
        try (ServeProcess serve = serve("""
                  - { name: hosts, condition: "!has(payload.groups)", run: { privateDataDir: ./project, playbook: fix.yml,
                      limit: payload.host, extraVars: { value: payload.host, where: payload.host } } }
                  - { name: groups, condition: has(payload.groups), run: { privateDataDir: ./project, playbook: fix.yml,
                      limit: payload.host, limitGroups: true, extraVars: { value: payload.host, where: "'group'" } } }
                """)) {
            String group = serve.send("alerts", "{\"host\": \"prod\"}");
            String unknown = serve.send("alerts", "{\"host\": \"web9\"}");
            String pattern = serve.send("alerts", "{\"host\": \"web*\"}");
            String host = serve.send("alerts", "{\"host\": \"web1\"}");
            String allowed = serve.send("alerts", "{\"host\": \"prod\", \"groups\": true}");

            awaitState(serve, group, "dead");
            awaitState(serve, unknown, "dead");
            awaitState(serve, pattern, "dead");
            awaitState(serve, host, "done");
            awaitState(serve, allowed, "done");
            assertThat(serve.status("alerts", group).path("reason").asText())
                    .contains("the limit names prod, in the inventory a group and not a host");
            assertThat(serve.status("alerts", unknown).path("reason").asText())
                    .contains("the limit \"web9\" names no host of the inventory");
            assertThat(serve.status("alerts", pattern).path("reason").asText()).contains("a pattern");
            await().atMost(LONG).until(() -> Files.exists(dir.resolve("group.json")));
            await().atMost(LONG).until(() -> Files.exists(dir.resolve("web1.json")));
            assertThat(dir.resolve("prod.json")).doesNotExist();
        }
    }
}
