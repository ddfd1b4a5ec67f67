package io.jenkins.plugins.ansibleevents.engine.playbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static final String DIR = "/private";

    static PlaybookRequest everything() {
        var vars = JsonNodeFactory.instance.objectNode().put("flag", "true").put("text", "a\n'b' \"ü\"");
        vars.putArray("list").add(1).add(JsonNodeFactory.instance.objectNode().put("k", true));
        return PlaybookRequest.builder()
                .directory("/srv/project")
                .playbook("site.yml")
                .playbook("ns.coll.more")
                .inventory(Inventory.path("hosts.ini"))
                .inventory(Inventory.argument("web1, web2"))
                .inventory(Inventory.text("[db]\ndb1\n"))
                .inventory(Inventory.script("#!/bin/sh\necho '{}'\n"))
                .limit("web:!web2")
                .tag("a,b")
                .tag("c")
                .skipTag("slow")
                .startAtTask("- odd name")
                .forks(7)
                .check(true)
                .diff(true)
                .verbosity(3)
                .become(true)
                .becomeUser("app")
                .becomeMethod("sudo")
                .becomePassword(Secret.of("become-pw"))
                .remoteUser("deploy")
                .connectionPassword(Secret.of("connect-pw"))
                .connectionType("ssh")
                .sshKey(new SshKey("deploy", Secret.of(PlaybookRequestTest.PEM), Secret.of("key-pass")))
                .hostKeyChecking(false)
                .vaultPassword("dev", Secret.of("vault-pw-1"))
                .vaultPassword("prod", Secret.of("vault-pw-2"))
                .extraVars(vars)
                .extraVars(ExtraVars.file("vars.yml"))
                .extraVars(ExtraVars.secret("token", Secret.of("var-secret")))
                .config("/etc/a.cfg")
                .rolesPath("/r1")
                .rolesPath("/r2")
                .factCache("/facts")
                .environment("HTTP_PROXY", "http://proxy")
                .extraArgumentText("--flush-cache -e 'plain=x y'")
                .mask(Secret.of("extra-mask"))
                .build();
    }

    @Test
    void everyOptionHasItsPlaceAndNoSecretIsAmongTheWords() {
        CommandLine line = CommandLine.of(everything(), DIR);
        assertThat(line.argv())
                .containsExactly(
                        "ansible-playbook",
                        "--flush-cache",
                        "-e",
                        "plain=x y",
                        "-i",
                        "hosts.ini",
                        "-i",
                        "web1,web2,",
                        "-i",
                        "/private/inventory/source-0",
                        "-i",
                        "/private/inventory/source-1",
                        "--limit",
                        "web:!web2",
                        "-e",
                        "@/private/secrets/extravars-2.json",
                        "-e",
                        "@vars.yml",
                        "-e",
                        "@/private/secrets/extravars-3.yml",
                        "-vvv",
                        "--forks",
                        "7",
                        "--check",
                        "--diff",
                        "--tags",
                        "a,b,c",
                        "--skip-tags",
                        "slow",
                        "--start-at-task=- odd name",
                        "--user",
                        "deploy",
                        "--connection",
                        "ssh",
                        "--connection-password-file",
                        "/private/secrets/connection-password",
                        "--become",
                        "--become-user",
                        "app",
                        "--become-method",
                        "sudo",
                        "--become-password-file",
                        "/private/secrets/become-password",
                        "--vault-id",
                        "dev@/private/secrets/vault-password-6",
                        "--vault-id",
                        "prod@/private/secrets/vault-password-7",
                        "site.yml",
                        "ns.coll.more");
        for (Secret secret : everything().secrets()) {
            assertThat(line.argv()).noneMatch(word -> word.contains(secret.reveal()));
            assertThat(line.environment().values()).noneMatch(value -> value.contains(secret.reveal()));
        }
    }

    @Test
    void theEnvironmentSaysWhatTheRequestSays() {
        assertThat(CommandLine.of(everything(), DIR).environment())
                .isEqualTo(Map.of(
                        "ANSIBLE_RETRY_FILES_ENABLED", "False",
                        "PYTHONUNBUFFERED", "1",
                        "ANSIBLE_CONFIG", "/etc/a.cfg",
                        "ANSIBLE_ROLES_PATH", "/r1:/r2",
                        "ANSIBLE_CACHE_PLUGIN", "jsonfile",
                        "ANSIBLE_CACHE_PLUGIN_CONNECTION", "/facts",
                        "ANSIBLE_HOST_KEY_CHECKING", "False",
                        "HTTP_PROXY", "http://proxy"));
    }

    @Test
    void hostKeysAreCheckedUnlessTheRequestSaysOtherwise() {
        var plain = PlaybookRequest.builder().directory("/").playbook("p.yml").build();
        assertThat(CommandLine.of(plain, DIR).environment()).doesNotContainKey("ANSIBLE_HOST_KEY_CHECKING");
    }

    @Test
    void extraVariablesKeepTheirTypes() throws IOException {
        Map<String, PrivateFile> files = CommandLine.of(everything(), DIR).files().stream()
                .collect(Collectors.toMap(PrivateFile::name, file -> file));
        var vars = new ObjectMapper()
                .readTree(files.get("secrets/extravars-2.json").content());
        assertThat(vars.get("flag").isTextual()).isTrue();
        assertThat(vars.get("text").asText()).isEqualTo("a\n'b' \"ü\"");
        assertThat(vars.get("list").get(1).get("k").isBoolean()).isTrue();
        assertThat(new String(files.get("secrets/become-password").content(), UTF_8))
                .isEqualTo("become-pw");
        assertThat(files.get("inventory/source-1").executable()).isTrue();
        assertThat(files.get("inventory/source-0").executable()).isFalse();
    }

    @Test
    void anAdHocRunHasNoOptionsThatAnsibleWouldRefuse() {
        var request = PlaybookRequest.builder()
                .directory("/")
                .adHoc("command", "uptime -p", "web*")
                .tag("x")
                .startAtTask("y")
                .build();
        assertThat(CommandLine.of(request, DIR).argv())
                .containsExactly("ansible", "-m", "command", "-a", "uptime -p", "web*");
    }

    @Test
    void whatIsShownIsMaskedAndOnTheAllowList() {
        var request = PlaybookRequest.builder()
                .directory("/")
                .playbook("p.yml")
                .extraArguments("-e", "pw=hunter2!")
                .environment("ANSIBLE_CONFIG", "/x/hunter2!/a.cfg")
                .environment("ANSIBLE_HASHI_VAULT_TOKEN", "t")
                .environment("AWS_SECRET_ACCESS_KEY", "k")
                .mask(Secret.of("hunter2!"))
                .build();
        Redactor redactor = Redactor.of(request.secrets());
        CommandLine line = CommandLine.of(request, DIR);
        assertThat(line.redacted(redactor)).isEqualTo(List.of("ansible-playbook", "-e", "pw=****", "p.yml"));
        assertThat(line.redactedEnvironment(redactor))
                .containsEntry("ANSIBLE_CONFIG", "/x/****/a.cfg")
                .containsOnlyKeys("ANSIBLE_CONFIG", "ANSIBLE_RETRY_FILES_ENABLED", "PYTHONUNBUFFERED");
    }
}
