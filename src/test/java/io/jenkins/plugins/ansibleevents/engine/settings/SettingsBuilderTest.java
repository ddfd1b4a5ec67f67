package io.jenkins.plugins.ansibleevents.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings that a program writes for the readers of files. */
class SettingsBuilderTest {

    private static final Secret KEY = Secret.of("s3cret-key");

    private static Section section(ObjectNode settings) {
        return SettingsFile.of(settings, "form", Path.of("/"));
    }

    @Test
    void secretArrivesAsItWasAndNoTextShowsIt() throws Exception {
        ObjectNode settings = new SettingsBuilder()
                .section("auth", new SettingsBuilder().secret("token", KEY).secrets("keys", List.of(KEY, KEY)))
                .build();

        Section auth = section(settings).section("auth").orElseThrow();

        assertThat(auth.secret("token").orElseThrow()).isSameAs(KEY);
        assertThat(auth.secrets("keys")).containsExactly(KEY, KEY);
        auth.finish();
        assertThat(settings.toString()).contains(Secret.MASK).doesNotContain("s3cret");
        assertThat(settings.toPrettyString()).doesNotContain("s3cret");
    }

    @Test
    void secretIsNeverReadAsText() {
        Section section = section(new SettingsBuilder().secret("url", KEY).build());

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> section.string("url"))
                .withMessage("form: url: must be text, is a secret");
    }

    @Test
    void settingsWithTheSameSecretAreEqual() {
        ObjectNode one = new SettingsBuilder().secret("token", KEY).build();

        assertThat(one)
                .isEqualTo(new SettingsBuilder()
                        .secret("token", Secret.of("s3cret-key"))
                        .build());
        assertThat(one)
                .isNotEqualTo(new SettingsBuilder()
                        .secret("token", Secret.of("other"))
                        .build());
    }

    @Test
    void whatAProgramGivesIsUnknownInAFile() throws Exception {
        var policy = new Object();
        Section given = section(new SettingsBuilder().given("policy", policy).build());
        Section written = SettingsFile.parse("policy: any", "file.yml", Path.of("/"));

        assertThat(given.given("policy", Object.class)).containsSame(policy);
        given.finish();
        assertThat(written.given("policy", Object.class)).isEmpty();
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(written::finish)
                .withMessageContaining("policy: unknown key");
    }
}
