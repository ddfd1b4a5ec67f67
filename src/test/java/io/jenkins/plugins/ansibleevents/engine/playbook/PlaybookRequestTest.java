package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlaybookRequestTest {

    static final String PEM = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                bad("playbook: must not start with '-'", b -> b.playbook("--version")),
                bad("playbook: must not be empty", b -> b.playbook(" ")),
                bad("module: must not be empty", b -> b.adHoc("", null, "all")),
                bad("hosts: must not start with '-'", b -> b.adHoc("ping", null, "-all")),
                bad("moduleArguments: must not contain a NUL", b -> b.adHoc("ping", "a\0b", "all")),
                bad("inventory: the path \"a,b\" has a comma", b -> b.inventory(Inventory.path("a,b"))),
                bad("inventory: the list of hosts is empty", b -> b.inventory(Inventory.hosts(List.of()))),
                bad("inventory: a host name has a comma", b -> b.inventory(Inventory.hosts(List.of("a,b")))),
                bad("inventory: the inline text is empty", b -> b.inventory(Inventory.text("\n"))),
                bad("inventory: an inline script must start with \"#!\"", b -> b.inventory(Inventory.script("echo"))),
                bad("inventory: the list of hosts is empty", b -> b.inventory(Inventory.argument(","))),
                bad("limit: must not start with '-'", b -> b.limit("-e x=1")),
                bad("limit: must be one line", b -> b.limit("a\nb")),
                bad("limit: must not contain a NUL", b -> b.limit("a\0b")),
                bad("limit: must not be empty", b -> b.limit("")),
                bad("tags: must not be empty", b -> b.tag("")),
                bad("skipTags: must not start with '-'", b -> b.skipTag("-x")),
                bad("startAtTask: must be one line", b -> b.startAtTask("a\rb")),
                bad("forks: must be 0 to 10000, is -1", b -> b.forks(-1)),
                bad("verbosity: must be 0 to 6, is 7", b -> b.verbosity(7)),
                bad("becomeUser: must not start with '-'", b -> b.becomeUser("-u")),
                bad("becomeMethod: must not be empty", b -> b.becomeMethod("")),
                bad("becomePassword: must not be empty", b -> b.becomePassword(Secret.of(""))),
                bad("becomePassword: must be one line", b -> b.becomePassword(Secret.of("hunter2\n"))),
                bad("connectionPassword: must be one line", b -> b.connectionPassword(Secret.of("hunter2\0"))),
                bad("remoteUser: must not start with '-'", b -> b.remoteUser("-oProxyCommand=x")),
                bad("connectionType: must not be empty", b -> b.connectionType("")),
                bad("sshKey: \"deploy\" is not a private key", b -> b.sshKey(key("hunter2", null))),
                bad("passphrase of sshKey deploy: must be one line", b -> b.sshKey(key(PEM, "hunter2\n"))),
                bad("vaultPassword: the label \"a@b\" must have no blank", b -> b.vaultPassword("a@b", secret())),
                bad("vaultPassword prod: must not be empty", b -> b.vaultPassword("prod", Secret.of(""))),
                bad("extraVars: must not be empty", b -> b.extraVars(ExtraVars.secret(" ", secret()))),
                bad("extraVars: must be one line", b -> b.extraVars(ExtraVars.file("a\nb"))),
                bad(
                        "extraVars: \"a-b\" is not a variable name",
                        b -> b.extraVars(ExtraVars.data(object().put("a-b", 1)))),
                bad(
                        "extraVars v: holds half a surrogate pair",
                        b -> b.extraVars(ExtraVars.data(object().<ObjectNode>set("v", object().put("\ud83d", 1))))),
                bad("directory: must not be empty", b -> b.directory("")),
                bad("installation: must not start with '-'", b -> b.installation("-x")),
                bad("config: must be one line", b -> b.config("a\nb")),
                bad("rolesPath: must not be empty", b -> b.rolesPath("")),
                bad("factCache: must not be empty", b -> b.factCache(" ")),
                bad("environment: \"A-B\" is not a variable name", b -> b.environment("A-B", "x")),
                bad("environment A: must not contain a NUL", b -> b.environment("A", "\0")),
                bad("extraArguments: -k would wait", b -> b.extraArguments("-k")),
                bad("use the option becomePassword instead", b -> b.extraArguments("-bK")),
                bad("use the option connectionPassword instead", b -> b.extraArguments("--ask-pass")),
                bad("use the option vaultPassword instead", b -> b.extraArgumentText("--vault-id dev@prompt")),
                bad("use the option vaultPassword instead", b -> b.extraArgumentText("--vault-id=prompt")),
                bad("use the option vaultPassword instead", b -> b.extraArguments("--ask-vault")),
                bad("--step would wait", b -> b.extraArguments("--step")),
                bad("extraArguments: the quote ' at character 4 is not closed", b -> b.extraArgumentText("-e 'a")),
                bad("extraArguments: ends with a backslash", b -> b.extraArgumentText("-e \\")),
                bad(
                        "directory: is required",
                        b -> PlaybookRequest.builder().playbook("x").build()),
                bad("playbook: is required", b -> b.directory("/").build()),
                bad("module: cannot be combined", b -> b.directory("/")
                        .playbook("x")
                        .adHoc("ping", null, "all")
                        .build()));
    }

    private static Arguments bad(String message, Consumer<PlaybookRequestBuilder> value) {
        return arguments(message, value);
    }

    private static SshKey key(String pem, String passphrase) {
        return new SshKey("deploy", Secret.of(pem), passphrase == null ? null : Secret.of(passphrase));
    }

    private static Secret secret() {
        return Secret.of("hunter2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badValues")
    void aBadValueIsRefusedWithTheNameOfItsOption(String message, Consumer<PlaybookRequestBuilder> value) {
        assertThatThrownBy(() -> value.accept(PlaybookRequest.builder()))
                .isInstanceOf(PlaybookRequestException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aCopyThroughItsBuilderIsEqual() {
        PlaybookRequest request = CommandLineTest.everything();
        assertThat(request.toBuilder().build()).isEqualTo(request);
    }

    @Test
    void everySecretIsKnownToTheRedactorAndNoneIsInTheText() {
        PlaybookRequest request = CommandLineTest.everything();
        assertThat(request.secrets())
                .extracting(Secret::reveal)
                .contains(
                        "become-pw",
                        "connect-pw",
                        "vault-pw-1",
                        "vault-pw-2",
                        "var-secret",
                        "key-pass",
                        "extra-mask",
                        PEM);
        assertThat(request.toString())
                .doesNotContain("become-pw", "connect-pw", "vault-pw", "var-secret", "key-pass", "extra-mask", "AAAA");
    }

    @Test
    void theBuilderMayBeUsedFurtherWithoutChangingWhatItBuilt() {
        var builder = PlaybookRequest.builder().directory("/srv").playbook("a.yml");
        PlaybookRequest first = builder.build();
        builder.playbook("b.yml").tag("x").extraVars(JsonNodeFactory.instance.objectNode());
        assertThat(first.work()).isEqualTo(new Work.Playbooks(List.of("a.yml")));
        assertThat(first.selection()).isEqualTo(Selection.ALL);
        assertThat(first.extraVars()).isEmpty();
    }

    @Test
    void wordsAreSplitAsAShellDoes() {
        assertThat(ShellWords.split("x", " -e 'a b'  \"c \\\"d\\\" \\e\" f\\ g '' h\"i\"'j'\\\nk "))
                .containsExactly("-e", "a b", "c \"d\" \\e", "f g", "", "hijk");
    }

    @Test
    void wordsThatOnlyLookLikeAskingAreKept() {
        var request = PlaybookRequest.builder()
                .directory("/")
                .playbook("p.yml")
                .extraArgumentText("-e key=-k --become-user Klaus -uK --start-at-task=--step --vault-id dev@~/.pw");
        assertThat(request.build().extraArguments()).hasSize(8);
    }
}
