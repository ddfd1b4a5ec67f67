package io.jenkins.plugins.ansibleevents.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleHere;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleInstallation;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each key of {@code env/settings} that ansible-runner reads is done, or a line says that it has no effect. */
class RunnerSettingsTest {

    private static final Path HOME = Path.of("/srv/pdd");

    /** Keys of ansible-runner 2.4.3 with values that are not its defaults. */
    private static final List<String> KEYS = List.of(
            "idle_timeout: 60",
            "job_timeout: 60",
            "subprocess_timeout: 60",
            "pexpect_timeout: 1",
            "pexpect_use_poll: false",
            "suppress_output_file: true",
            "suppress_ansible_output: true",
            "fact_cache: facts",
            "fact_cache_type: redis",
            "process_isolation: true",
            "process_isolation_executable: docker",
            "process_isolation_path: /srv/tmp",
            "process_isolation_hide_paths: [/home]",
            "process_isolation_show_paths: [/data]",
            "process_isolation_ro_paths: [/data]",
            "directory_isolation_base_path: /srv/copies",
            "directory_isolation_cleanup: false",
            "container_image: ansible",
            "container_volume_mounts: ['/data:/data']",
            "container_options: [--network=host]",
            "container_auth_data: {host: registry, username: reader, password: s3cret}");

    private record Read(RunnerSettings settings, List<String> warnings) {

        static Read of(String yaml) throws SettingsException {
            var warnings = new ArrayList<String>();
            RunnerSettings settings = RunnerSettings.of(SettingsFile.parse(yaml, "settings", HOME), warnings);
            return new Read(settings, warnings);
        }

        /** Everything that a run is made of. */
        List<Object> done() {
            return List.of(
                    settings.jobTimeout(),
                    settings.idleTimeout(),
                    settings.factCache(),
                    settings.suppressOutputFile(),
                    settings.suppressAnsibleOutput(),
                    settings.suppressEnvFiles(),
                    settings.isolation());
        }
    }

    static List<String> keys() {
        return KEYS;
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isDoneOrSaid(String line) throws Exception {
        Read read = Read.of(line + "\n");

        boolean done = !read.done().equals(Read.of("").done());
        boolean said = read.warnings().stream().anyMatch(warning -> warning.contains(nameIn(line)));
        assertThat(done).as("done %s, said %s", done, read.warnings()).isNotEqualTo(said);
    }

    private static String nameIn(String line) {
        return line.replaceFirst(":.*", "");
    }

    /** The keys above are all that the installed ansible-runner looks for. */
    @Test
    void keysAreThoseOfAnsibleRunner() throws Exception {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("there is no ansible-runner; bin/test installs it");
        }
        Pattern key = Pattern.compile("settings(?:\\.get\\(|\\[)['\"](\\w+)");
        var found = new TreeSet<String>();
        for (AnsibleInstallation installation : all) {
            for (Path source : sources(installation)) {
                key.matcher(Files.readString(source))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(found::add);
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        KEYS.stream().map(RunnerSettingsTest::nameIn).toList());
    }

    private static List<Path> sources(AnsibleInstallation installation) throws IOException {
        Process python = new ProcessBuilder(
                        installation.bin().resolve("python3").toString(),
                        "-c",
                        "import ansible_runner; print(ansible_runner.__path__[0], end='')")
                .start();
        Path there = Path.of(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(there)) {
            return files.filter(file -> file.toString().endsWith(".py")).toList();
        }
    }

    @Test
    void keysWithoutEffectAreOneLineThatSaysWhatToUse() throws Exception {
        assertThat(Read.of("{pexpect_use_poll: false, job_timeout: 9, pexpect_timeout: 30, subprocess_timeout: 60}")
                        .warnings())
                .containsExactly("env/settings: pexpect_use_poll, pexpect_timeout, subprocess_timeout have no effect: a"
                        + " prompt is answered as soon as it is there, and only Ansible is run; what limits a run is"
                        + " idle_timeout and job_timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{pexpect_timeout: 5, pexpect_use_poll: true}", "subprocess_timeout: ~", "pexpect_timeout:\n"})
    void valuesThatAnsibleRunnerHasAnywayAreNotWorthALine(String yaml) throws Exception {
        assertThat(Read.of(yaml).warnings()).isEmpty();
    }
}
