package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationSettingsTest {

    private static final Path HOME = Path.of("/srv/pdd");
    private static final Path PROJECT = HOME.resolve("project");

    private static IsolationSettings read(String yaml) throws SettingsException {
        return IsolationSettings.read(SettingsFile.parse(yaml, "settings", HOME));
    }

    private static Optional<Isolation> place(String yaml) throws SettingsException {
        return read(yaml).place(HOME, PROJECT, "run-1");
    }

    @Test
    void containerIsMadeOfAllItsKeys() throws Exception {
        var container = (Container) place("""
                process_isolation: true
                process_isolation_executable: docker
                container_image: registry.example.com/team/ansible:2
                container_volume_mounts: ["/etc/x/..//pki/:/a/../pki:ro", "/data"]
                container_options: ["--network=host"]
                container_auth_data: {host: registry.example.com, username: reader, password: s3cret, verify_ssl: false}
                """).orElseThrow();

        assertThat(container.program()).isEqualTo("docker");
        assertThat(container.volumes())
                .containsExactly(
                        new Volume(new Mounts.Mount("/etc/pki", "/pki"), "ro"),
                        new Volume(new Mounts.Mount("/data", "/data"), ""));
        assertThat(container.options()).containsExactly("--network=host");
        assertThat(container.mounts().inside("/srv/pdd/project/site.yml")).isEqualTo("/runner/project/site.yml");
        assertThat(container.mounts().outside("/pki/ca.pem")).contains("/etc/pki/ca.pem");
        assertThat(container.login()).isNotNull();
        assertThat(new String(container.login().file(), StandardCharsets.UTF_8))
                .isEqualTo("{\"auths\":{\"registry.example.com\":{\"auth\":\"cmVhZGVyOnMzY3JldA==\"}}}");
        assertThat(container.toString()).doesNotContain("s3cret");
    }

    @Test
    void optionsWinOverTheFileAndPodmanIsTheDefault() throws Exception {
        var given = read("{process_isolation: true, container_image: mine}");

        var container = (Container) given.or(read("{process_isolation: false, container_image: other}"))
                .place(HOME, PROJECT, "run-1")
                .orElseThrow();

        assertThat(container.image()).isEqualTo("mine");
        assertThat(container.isPodman()).isTrue();
    }

    @Test
    void sandboxRunsACopyOfTheProjectWhenOneIsWanted() throws Exception {
        var sandbox = (Sandbox) place("{process_isolation: true, process_isolation_executable: /usr/bin/bwrap,"
                        + " process_isolation_hide_paths: /srv/other, directory_isolation_base_path: /var/tmp}")
                .orElseThrow();

        assertThat(sandbox.hidden()).containsExactly("/srv/other");
        assertThat(sandbox.mounts().inside("/srv/pdd/project")).startsWith("/var/tmp/ansible-events-run-1-");
        assertThat(sandbox.mounts().inside("/srv/pdd/inventory")).isEqualTo("/srv/pdd/inventory");
        assertThat(sandbox.copy().kept()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{process_isolation: true}|container_image: is missing",
                "{process_isolation: true, container_image: -x}|container_image: must not start with '-'",
                "{process_isolation: true, process_isolation_executable: chroot}|process_isolation_executable: \"chroot\" is not",
                "{process_isolation: true, container_image: x, container_volume_mounts: '/:/x'}|container_volume_mounts: / cannot",
                "{process_isolation: true, container_image: x, container_volume_mounts: '/srv/../:/x'}|container_volume_mounts: / cannot",
                "{process_isolation: true, container_image: x, container_volume_mounts: '//home/./:/x'}|container_volume_mounts: /home cannot",
                "{process_isolation: true, container_image: x, container_volume_mounts: 'a:/x'}|must begin with '/', is \"a\"",
                "{process_isolation: true, container_image: x, container_volume_mounts: '/a:b/c:/x'}|is \"b/c\"; a colon divides",
                "{process_isolation: true, container_image: x, container_options: ['--name=x']}|container_options: --name",
                "{process_isolation: true, process_isolation_executable: bwrap, process_isolation_ro_paths: x}|process_isolation_ro_paths: a path"
            })
    void whatCannotBeIsRefusedByTheNameOfItsKey(String yaml, String message) {
        assertThatThrownBy(() -> place(yaml))
                .isInstanceOf(PlaybookRequestException.class)
                .hasMessageContaining(message);
    }

    @Test
    void loginIsReadStrictly() {
        assertThatThrownBy(() -> read("container_auth_data: {host: x, username: y}"))
                .hasMessage("settings: container_auth_data.password: is required");
        assertThatThrownBy(() -> read("container_auth_data: {host: x, username: y, password: z, verify: false}"))
                .hasMessageContaining("container_auth_data.verify: unknown key");
    }

    @Test
    void whatHasNoEffectIsWarnedOf() throws Exception {
        assertThat(read("{}").warnings()).isEmpty();
        assertThat(read("container_image: x").warnings())
                .singleElement()
                .asString()
                .startsWith("nothing is isolated");
        assertThat(read("{process_isolation: true, container_image: x, process_isolation_hide_paths: /x}")
                        .warnings())
                .singleElement()
                .asString()
                .contains("are for bwrap");
        assertThat(read("{process_isolation: true, process_isolation_executable: bwrap, container_image: x}")
                        .warnings())
                .containsExactly("container_image and what belongs to it have no effect with bwrap");
        assertThat(read("{process_isolation_executable: podman, directory_isolation_cleanup: true}")
                        .warnings())
                .isEmpty();
        assertThat(read("{process_isolation_executable: bwrap}").warnings()).hasSize(1);
        assertThat(
                        read("{process_isolation: true, process_isolation_executable: bwrap, directory_isolation_cleanup: no}")
                                .warnings())
                .containsExactly(
                        "directory_isolation_cleanup has no effect without directory_isolation_base_path: nothing"
                                + " is copied");
        String login = "container_auth_data: {host: x, username: y, password: z, verify_ssl: false}}";
        assertThat(read("{process_isolation: true, container_image: x, " + login)
                        .warnings())
                .isEmpty();
        assertThat(read("{process_isolation: true, process_isolation_executable: docker, container_image: x, " + login)
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("verify_ssl in container_auth_data has no effect with docker");
    }

    @Test
    void wordsOfACommandLineAreMovedWhereverTheirPathBegins() {
        var mounts = new Mounts(
                List.of(new Mounts.Mount("/srv/pdd", "/runner"), new Mounts.Mount("/srv/pdd/keys", "/keys")));

        assertThat(mounts.insideWord("--private-key=/srv/pdd/keys/a")).isEqualTo("--private-key=/keys/a");
        assertThat(mounts.insideWord("@/srv/pdd/vars.yml")).isEqualTo("@/runner/vars.yml");
        assertThat(mounts.insideWord("dev@/srv/pdd/vault")).isEqualTo("dev@/runner/vault");
        assertThat(mounts.insideWord("/srv/pdd2/x")).isEqualTo("/srv/pdd2/x");
        assertThat(mounts.insideWord("see /srv/pdd")).isEqualTo("see /srv/pdd");
    }

    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io",
        "team/image, docker.io",
        "localhost/x, localhost",
        "registry:5000/x:1, registry:5000",
        "ghcr.io/a/b@sha256:1, ghcr.io"
    })
    void registryOfAnImageIsItsFirstPartWhenThatIsAHost(String image, String host) {
        assertThat(RegistryLogin.hostOf(image)).isEqualTo(host);
    }
}
