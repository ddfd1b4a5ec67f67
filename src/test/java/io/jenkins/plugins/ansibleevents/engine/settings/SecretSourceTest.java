package io.jenkins.plugins.ansibleevents.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSourceTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void secretFile() throws Exception {
        Files.writeString(directory.resolve("key.txt"), "s3cret");
    }

    private Secret secret(String yaml) throws Exception {
        return section("secret: " + yaml).secret("secret").orElseThrow();
    }

    private Section section(String yaml) throws Exception {
        Path file = directory.resolve("serve.yml");
        Files.writeString(file, yaml);
        return SettingsFile.read(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "\"s3cret\"", "{file: key.txt}", "{file: ./key.txt}"})
    void secretIsTheValueOrTheContentOfAFileBesideTheSettings(String yaml) throws Exception {
        assertThat(secret(yaml).reveal()).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\n", "s3cret\r\n"})
    void oneLineEndBehindTheSecretIsNotPartOfIt(String content) throws Exception {
        Files.writeString(directory.resolve("key.txt"), content);
        assertThat(secret("{file: key.txt}").reveal()).isEqualTo("s3cret");

        Files.writeString(directory.resolve("key.txt"), content + "\n");
        assertThat(secret("{file: key.txt}").reveal()).isEqualTo(content);
    }

    @Test
    void secretComesFromTheEnvironment() throws Exception {
        assertThat(secret("{env: PATH}").reveal()).isEqualTo(System.getenv("PATH"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                        | secret: needs either env or file
                    {env: PATH, file: key.txt} | secret: needs either env or file
                    {env: NO_SUCH_THING}      | secret: the environment variable NO_SUCH_THING is not set
                    {file: no-such-file}      | no-such-file: no such file or directory
                    {enf: PATH}               | secret.enf: unknown key
                    [s3cret]                  | secret: must be text, is a list
                    """)
    void mistakeIsToldWithItsPlace(String yaml, String error) {
        assertThatThrownBy(() -> secret(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(directory.resolve("serve.yml") + ": secret")
                .hasMessageContaining(error);
    }

    @Test
    void unreadableTextIsNotQuoted() throws Exception {
        Files.write(directory.resolve("key.txt"), new byte[] {'s', '3', 'c', 'r', 'e', 't', (byte) 0xff});

        assertThatThrownBy(() -> secret("{file: key.txt}"))
                .hasMessageContaining("cannot read the secret file")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void severalSecretsMayBeOfDifferentSources() throws Exception {
        List<Secret> secrets = section("secrets: [old, {file: key.txt}]").secrets("secrets");

        assertThat(secrets).extracting(Secret::reveal).containsExactly("old", "s3cret");
        assertThatThrownBy(() -> section("secrets: [old, {}]").secrets("secrets"))
                .hasMessageContaining("secrets[1]: needs either env or file");
    }
}
